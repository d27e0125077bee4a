export namespace view {
	
	export class Attempt {
	    at: string;
	    until: string;
	    tries: number;
	    operation: string;
	    outcome: string;
	    code: string;
	    detail: string;
	
	    static createFrom(source: any = {}) {
	        return new Attempt(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.at = source["at"];
	        this.until = source["until"];
	        this.tries = source["tries"];
	        this.operation = source["operation"];
	        this.outcome = source["outcome"];
	        this.code = source["code"];
	        this.detail = source["detail"];
	    }
	}
	export class Problem {
	    code: string;
	    detail: string;
	    severity?: string;
	    actor?: string;
	
	    static createFrom(source: any = {}) {
	        return new Problem(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.code = source["code"];
	        this.detail = source["detail"];
	        this.severity = source["severity"];
	        this.actor = source["actor"];
	    }
	}
	export class Backup {
	    name: string;
	    at: string;
	    bytes: number;
	    problem: Problem;
	
	    static createFrom(source: any = {}) {
	        return new Backup(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.at = source["at"];
	        this.bytes = source["bytes"];
	        this.problem = this.convertValues(source["problem"], Problem);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class CRMSettings {
	    autoSync: boolean;
	    stageColumn: string;
	    stageValue: string;
	    stageOrder: string[];
	    wonValue: string;
	    writeback: boolean;
	    items: string[];
	    unmatchedWaits: boolean;
	    linkedInColumn: string;
	    contactCreation: boolean;
	    leadCreation: boolean;
	    dataValidation: boolean;
	
	    static createFrom(source: any = {}) {
	        return new CRMSettings(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.autoSync = source["autoSync"];
	        this.stageColumn = source["stageColumn"];
	        this.stageValue = source["stageValue"];
	        this.stageOrder = source["stageOrder"];
	        this.wonValue = source["wonValue"];
	        this.writeback = source["writeback"];
	        this.items = source["items"];
	        this.unmatchedWaits = source["unmatchedWaits"];
	        this.linkedInColumn = source["linkedInColumn"];
	        this.contactCreation = source["contactCreation"];
	        this.leadCreation = source["leadCreation"];
	        this.dataValidation = source["dataValidation"];
	    }
	}
	export class Candidate {
	    table: string;
	    id: string;
	    name: string;
	    company: string;
	    title: string;
	    email: string;
	    reasons: string[];
	
	    static createFrom(source: any = {}) {
	        return new Candidate(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.table = source["table"];
	        this.id = source["id"];
	        this.name = source["name"];
	        this.company = source["company"];
	        this.title = source["title"];
	        this.email = source["email"];
	        this.reasons = source["reasons"];
	    }
	}
	export class FileProblem {
	    file: string;
	    line: number;
	    lastLine: number;
	    code: string;
	    column: string;
	
	    static createFrom(source: any = {}) {
	        return new FileProblem(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.file = source["file"];
	        this.line = source["line"];
	        this.lastLine = source["lastLine"];
	        this.code = source["code"];
	        this.column = source["column"];
	    }
	}
	export class ImportReport {
	    file: string;
	    ownerName: string;
	    ownerSure: boolean;
	    conversations: number;
	    messagesAdded: number;
	    messagesAlready: number;
	    connectionsAdded: number;
	    skipped: number;
	    otherSeatHolders: number;
	    problems: FileProblem[];
	    conversationsInTotal: number;
	
	    static createFrom(source: any = {}) {
	        return new ImportReport(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.file = source["file"];
	        this.ownerName = source["ownerName"];
	        this.ownerSure = source["ownerSure"];
	        this.conversations = source["conversations"];
	        this.messagesAdded = source["messagesAdded"];
	        this.messagesAlready = source["messagesAlready"];
	        this.connectionsAdded = source["connectionsAdded"];
	        this.skipped = source["skipped"];
	        this.otherSeatHolders = source["otherSeatHolders"];
	        this.problems = this.convertValues(source["problems"], FileProblem);
	        this.conversationsInTotal = source["conversationsInTotal"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class ColumnField {
	    field: string;
	    column: string;
	
	    static createFrom(source: any = {}) {
	        return new ColumnField(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.field = source["field"];
	        this.column = source["column"];
	    }
	}
	export class Mapping {
	    fields: ColumnField[];
	    kind: string;
	    seatHolders: string[];
	    dayFirst: boolean;
	    local: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Mapping(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.fields = this.convertValues(source["fields"], ColumnField);
	        this.kind = source["kind"];
	        this.seatHolders = source["seatHolders"];
	        this.dayFirst = source["dayFirst"];
	        this.local = source["local"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class TableRow {
	    values: string[];
	
	    static createFrom(source: any = {}) {
	        return new TableRow(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.values = source["values"];
	    }
	}
	export class Table {
	    columns: string[];
	    sample: TableRow[];
	    rows: number;
	    mapping: Mapping;
	    remembered: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Table(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.columns = source["columns"];
	        this.sample = this.convertValues(source["sample"], TableRow);
	        this.rows = source["rows"];
	        this.mapping = this.convertValues(source["mapping"], Mapping);
	        this.remembered = source["remembered"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Member {
	    key: string;
	    name: string;
	    company: string;
	    title: string;
	    url: string;
	    email: string;
	
	    static createFrom(source: any = {}) {
	        return new Member(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.key = source["key"];
	        this.name = source["name"];
	        this.company = source["company"];
	        this.title = source["title"];
	        this.url = source["url"];
	        this.email = source["email"];
	    }
	}
	export class Capture {
	    id: string;
	    state: string;
	    file: string;
	    part: string;
	    done: number;
	    total: number;
	    owners: Member[];
	    table: Table;
	    report: ImportReport;
	    problem: Problem;
	
	    static createFrom(source: any = {}) {
	        return new Capture(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.id = source["id"];
	        this.state = source["state"];
	        this.file = source["file"];
	        this.part = source["part"];
	        this.done = source["done"];
	        this.total = source["total"];
	        this.owners = this.convertValues(source["owners"], Member);
	        this.table = this.convertValues(source["table"], Table);
	        this.report = this.convertValues(source["report"], ImportReport);
	        this.problem = this.convertValues(source["problem"], Problem);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Check {
	    id: string;
	    result: string;
	    mender: string;
	    found: string;
	    needed: string;
	    link: string;
	
	    static createFrom(source: any = {}) {
	        return new Check(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.id = source["id"];
	        this.result = source["result"];
	        this.mender = source["mender"];
	        this.found = source["found"];
	        this.needed = source["needed"];
	        this.link = source["link"];
	    }
	}
	export class Choice {
	    value: string;
	    label: string;
	
	    static createFrom(source: any = {}) {
	        return new Choice(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.value = source["value"];
	        this.label = source["label"];
	    }
	}
	
	export class ColumnValue {
	    name: string;
	    value: string;
	
	    static createFrom(source: any = {}) {
	        return new ColumnValue(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.value = source["value"];
	    }
	}
	export class Connection {
	    state: string;
	    step: string;
	    finding: boolean;
	    attemptId: string;
	    signInDeadline: string;
	    organizationName: string;
	    organizationUrl: string;
	    organizationKind: string;
	    version: string;
	    userId: string;
	    userName: string;
	    account: string;
	    connectedSince: string;
	    lapsedSince: string;
	    lastSynced: string;
	    problem: Problem;
	    practiceOffline: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Connection(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.state = source["state"];
	        this.step = source["step"];
	        this.finding = source["finding"];
	        this.attemptId = source["attemptId"];
	        this.signInDeadline = source["signInDeadline"];
	        this.organizationName = source["organizationName"];
	        this.organizationUrl = source["organizationUrl"];
	        this.organizationKind = source["organizationKind"];
	        this.version = source["version"];
	        this.userId = source["userId"];
	        this.userName = source["userName"];
	        this.account = source["account"];
	        this.connectedSince = source["connectedSince"];
	        this.lapsedSince = source["lapsedSince"];
	        this.lastSynced = source["lastSynced"];
	        this.problem = this.convertValues(source["problem"], Problem);
	        this.practiceOffline = source["practiceOffline"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Message {
	    id: string;
	    sender: string;
	    outgoing: boolean;
	    at: string;
	    subject: string;
	    body: string;
	    kind: string;
	    tags: string;
	    entryId: string;
	    entryState: string;
	
	    static createFrom(source: any = {}) {
	        return new Message(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.id = source["id"];
	        this.sender = source["sender"];
	        this.outgoing = source["outgoing"];
	        this.at = source["at"];
	        this.subject = source["subject"];
	        this.body = source["body"];
	        this.kind = source["kind"];
	        this.tags = source["tags"];
	        this.entryId = source["entryId"];
	        this.entryState = source["entryState"];
	    }
	}
	export class Match {
	    strength: string;
	    table: string;
	    id: string;
	    name: string;
	    company: string;
	    reasons: string[];
	    candidates: Candidate[];
	    decided: boolean;
	    coming: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Match(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.strength = source["strength"];
	        this.table = source["table"];
	        this.id = source["id"];
	        this.name = source["name"];
	        this.company = source["company"];
	        this.reasons = source["reasons"];
	        this.candidates = this.convertValues(source["candidates"], Candidate);
	        this.decided = source["decided"];
	        this.coming = source["coming"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Conversation {
	    id: string;
	    title: string;
	    member: Member;
	    match: Match;
	    messages: Message[];
	
	    static createFrom(source: any = {}) {
	        return new Conversation(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.id = source["id"];
	        this.title = source["title"];
	        this.member = this.convertValues(source["member"], Member);
	        this.match = this.convertValues(source["match"], Match);
	        this.messages = this.convertValues(source["messages"], Message);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class ConversationRow {
	    id: string;
	    title: string;
	    member: Member;
	    messages: number;
	    copied: number;
	    lastAt: string;
	    preview: string;
	    match: string;
	
	    static createFrom(source: any = {}) {
	        return new ConversationRow(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.id = source["id"];
	        this.title = source["title"];
	        this.member = this.convertValues(source["member"], Member);
	        this.messages = source["messages"];
	        this.copied = source["copied"];
	        this.lastAt = source["lastAt"];
	        this.preview = source["preview"];
	        this.match = source["match"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class ConversationPage {
	    rows: ConversationRow[];
	    total: number;
	
	    static createFrom(source: any = {}) {
	        return new ConversationPage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.rows = this.convertValues(source["rows"], ConversationRow);
	        this.total = source["total"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class ConversationQuery {
	    text: string;
	    offset: number;
	    limit: number;
	
	    static createFrom(source: any = {}) {
	        return new ConversationQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.text = source["text"];
	        this.offset = source["offset"];
	        this.limit = source["limit"];
	    }
	}
	
	export class CopyMessages {
	    conversationId: string;
	    messageIds: string[];
	    kind: string;
	
	    static createFrom(source: any = {}) {
	        return new CopyMessages(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.conversationId = source["conversationId"];
	        this.messageIds = source["messageIds"];
	        this.kind = source["kind"];
	    }
	}
	export class CopyRequest {
	    draftId: string;
	    kind: string;
	    table: string;
	    id: string;
	    memberName: string;
	    memberCompany: string;
	    subject: string;
	    text: string;
	    at: string;
	    phone: string;
	    outgoing: boolean;
	    tags: string;
	
	    static createFrom(source: any = {}) {
	        return new CopyRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.draftId = source["draftId"];
	        this.kind = source["kind"];
	        this.table = source["table"];
	        this.id = source["id"];
	        this.memberName = source["memberName"];
	        this.memberCompany = source["memberCompany"];
	        this.subject = source["subject"];
	        this.text = source["text"];
	        this.at = source["at"];
	        this.phone = source["phone"];
	        this.outgoing = source["outgoing"];
	        this.tags = source["tags"];
	    }
	}
	export class CopyResult {
	    queued: string[];
	    already: string[];
	
	    static createFrom(source: any = {}) {
	        return new CopyResult(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.queued = source["queued"];
	        this.already = source["already"];
	    }
	}
	export class DecisionImport {
	    taken: number;
	    kept: number;
	    refused: number;
	
	    static createFrom(source: any = {}) {
	        return new DecisionImport(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.taken = source["taken"];
	        this.kept = source["kept"];
	        this.refused = source["refused"];
	    }
	}
	export class DisconnectCounts {
	    mirrorRows: number;
	    unsentEntries: number;
	    sentEntries: number;
	
	    static createFrom(source: any = {}) {
	        return new DisconnectCounts(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.mirrorRows = source["mirrorRows"];
	        this.unsentEntries = source["unsentEntries"];
	        this.sentEntries = source["sentEntries"];
	    }
	}
	export class Duplicates {
	    rows: Candidate[];
	    local: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Duplicates(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.rows = this.convertValues(source["rows"], Candidate);
	        this.local = source["local"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class PersonValue {
	    field: string;
	    label: string;
	    text: string;
	
	    static createFrom(source: any = {}) {
	        return new PersonValue(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.field = source["field"];
	        this.label = source["label"];
	        this.text = source["text"];
	    }
	}
	export class Remote {
	    kind: string;
	    fields: string[];
	    by: string;
	    at: string;
	    noticed: string;
	
	    static createFrom(source: any = {}) {
	        return new Remote(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.kind = source["kind"];
	        this.fields = source["fields"];
	        this.by = source["by"];
	        this.at = source["at"];
	        this.noticed = source["noticed"];
	    }
	}
	export class Operation {
	    kind: string;
	    state: string;
	
	    static createFrom(source: any = {}) {
	        return new Operation(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.kind = source["kind"];
	        this.state = source["state"];
	    }
	}
	export class EntryRow {
	    id: string;
	    kind: string;
	    member: Member;
	    preview: string;
	    at: string;
	    state: string;
	    code: string;
	    since: string;
	    until: string;
	    closed: boolean;
	    landed: boolean;
	    regarding: string;
	    url: string;
	    remote: string;
	
	    static createFrom(source: any = {}) {
	        return new EntryRow(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.id = source["id"];
	        this.kind = source["kind"];
	        this.member = this.convertValues(source["member"], Member);
	        this.preview = source["preview"];
	        this.at = source["at"];
	        this.state = source["state"];
	        this.code = source["code"];
	        this.since = source["since"];
	        this.until = source["until"];
	        this.closed = source["closed"];
	        this.landed = source["landed"];
	        this.regarding = source["regarding"];
	        this.url = source["url"];
	        this.remote = source["remote"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Entry {
	    row: EntryRow;
	    subject: string;
	    body: string;
	    table: string;
	    owner: string;
	    creator: string;
	    match: Match;
	    stays: boolean;
	    operations: Operation[];
	    attempts: Attempt[];
	    canEdit: boolean;
	    remote: Remote;
	    values: PersonValue[];
	
	    static createFrom(source: any = {}) {
	        return new Entry(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.row = this.convertValues(source["row"], EntryRow);
	        this.subject = source["subject"];
	        this.body = source["body"];
	        this.table = source["table"];
	        this.owner = source["owner"];
	        this.creator = source["creator"];
	        this.match = this.convertValues(source["match"], Match);
	        this.stays = source["stays"];
	        this.operations = this.convertValues(source["operations"], Operation);
	        this.attempts = this.convertValues(source["attempts"], Attempt);
	        this.canEdit = source["canEdit"];
	        this.remote = this.convertValues(source["remote"], Remote);
	        this.values = this.convertValues(source["values"], PersonValue);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class RemoteCount {
	    kind: string;
	    count: number;
	
	    static createFrom(source: any = {}) {
	        return new RemoteCount(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.kind = source["kind"];
	        this.count = source["count"];
	    }
	}
	export class EntryCounts {
	    needAttention: number;
	    toSend: number;
	    sent: number;
	    removing: number;
	    unresolved: number;
	    remotes: RemoteCount[];
	
	    static createFrom(source: any = {}) {
	        return new EntryCounts(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.needAttention = source["needAttention"];
	        this.toSend = source["toSend"];
	        this.sent = source["sent"];
	        this.removing = source["removing"];
	        this.unresolved = source["unresolved"];
	        this.remotes = this.convertValues(source["remotes"], RemoteCount);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class EntryPage {
	    rows: EntryRow[];
	    total: number;
	    counts: EntryCounts;
	
	    static createFrom(source: any = {}) {
	        return new EntryPage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.rows = this.convertValues(source["rows"], EntryRow);
	        this.total = source["total"];
	        this.counts = this.convertValues(source["counts"], EntryCounts);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class EntryQuery {
	    text: string;
	    kind: string;
	    state: string;
	    remote: string;
	    offset: number;
	    limit: number;
	
	    static createFrom(source: any = {}) {
	        return new EntryQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.text = source["text"];
	        this.kind = source["kind"];
	        this.state = source["state"];
	        this.remote = source["remote"];
	        this.offset = source["offset"];
	        this.limit = source["limit"];
	    }
	}
	
	
	export class FoundOrganization {
	    name: string;
	    url: string;
	    kind: string;
	    version: string;
	    region: string;
	    enabled: boolean;
	
	    static createFrom(source: any = {}) {
	        return new FoundOrganization(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.url = source["url"];
	        this.kind = source["kind"];
	        this.version = source["version"];
	        this.region = source["region"];
	        this.enabled = source["enabled"];
	    }
	}
	export class FoundOrganizations {
	    clouds: string[];
	    cloud: string;
	    account: string;
	    organizations: FoundOrganization[];
	
	    static createFrom(source: any = {}) {
	        return new FoundOrganizations(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.clouds = source["clouds"];
	        this.cloud = source["cloud"];
	        this.account = source["account"];
	        this.organizations = this.convertValues(source["organizations"], FoundOrganization);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class HistoryRow {
	    id: string;
	    kind: string;
	    subject: string;
	    at: string;
	    owner: string;
	    state: string;
	    queued: boolean;
	    byFerry: boolean;
	
	    static createFrom(source: any = {}) {
	        return new HistoryRow(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.id = source["id"];
	        this.kind = source["kind"];
	        this.subject = source["subject"];
	        this.at = source["at"];
	        this.owner = source["owner"];
	        this.state = source["state"];
	        this.queued = source["queued"];
	        this.byFerry = source["byFerry"];
	    }
	}
	export class TableProgress {
	    table: string;
	    state: string;
	    rows: number;
	    total: number;
	    rowsPerSecond: number;
	    secondsLeft: number;
	
	    static createFrom(source: any = {}) {
	        return new TableProgress(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.table = source["table"];
	        this.state = source["state"];
	        this.rows = source["rows"];
	        this.total = source["total"];
	        this.rowsPerSecond = source["rowsPerSecond"];
	        this.secondsLeft = source["secondsLeft"];
	    }
	}
	export class ImportProgress {
	    running: boolean;
	    finished: string;
	    problem: Problem;
	    tables: TableProgress[];
	
	    static createFrom(source: any = {}) {
	        return new ImportProgress(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.running = source["running"];
	        this.finished = source["finished"];
	        this.problem = this.convertValues(source["problem"], Problem);
	        this.tables = this.convertValues(source["tables"], TableProgress);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	
	
	
	export class MemberRow {
	    member: Member;
	    match: string;
	    conversation: string;
	
	    static createFrom(source: any = {}) {
	        return new MemberRow(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.member = this.convertValues(source["member"], Member);
	        this.match = source["match"];
	        this.conversation = source["conversation"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class MemberPage {
	    rows: MemberRow[];
	    total: number;
	
	    static createFrom(source: any = {}) {
	        return new MemberPage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.rows = this.convertValues(source["rows"], MemberRow);
	        this.total = source["total"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class MemberQuery {
	    text: string;
	    offset: number;
	    limit: number;
	
	    static createFrom(source: any = {}) {
	        return new MemberQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.text = source["text"];
	        this.offset = source["offset"];
	        this.limit = source["limit"];
	    }
	}
	
	
	export class Proxy {
	    address: string;
	    source: string;
	
	    static createFrom(source: any = {}) {
	        return new Proxy(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.address = source["address"];
	        this.source = source["source"];
	    }
	}
	export class NetworkTest {
	    purpose: string;
	    host: string;
	    proxy: Proxy;
	    reached: boolean;
	    milliseconds: number;
	    clockSkewSeconds: number;
	    problem: Problem;
	
	    static createFrom(source: any = {}) {
	        return new NetworkTest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.purpose = source["purpose"];
	        this.host = source["host"];
	        this.proxy = this.convertValues(source["proxy"], Proxy);
	        this.reached = source["reached"];
	        this.milliseconds = source["milliseconds"];
	        this.clockSkewSeconds = source["clockSkewSeconds"];
	        this.problem = this.convertValues(source["problem"], Problem);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class Owner {
	    id: string;
	    name: string;
	
	    static createFrom(source: any = {}) {
	        return new Owner(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.id = source["id"];
	        this.name = source["name"];
	    }
	}
	export class PastedMessage {
	    sender: string;
	    outgoing: boolean;
	    at: string;
	    dated: boolean;
	    body: string;
	
	    static createFrom(source: any = {}) {
	        return new PastedMessage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.sender = source["sender"];
	        this.outgoing = source["outgoing"];
	        this.at = source["at"];
	        this.dated = source["dated"];
	        this.body = source["body"];
	    }
	}
	export class PastedConversation {
	    name: string;
	    url: string;
	    company: string;
	    kind: string;
	    messages: PastedMessage[];
	
	    static createFrom(source: any = {}) {
	        return new PastedConversation(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.url = source["url"];
	        this.company = source["company"];
	        this.kind = source["kind"];
	        this.messages = this.convertValues(source["messages"], PastedMessage);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class PersonColumn {
	    table: string;
	    field: string;
	    name: string;
	    label: string;
	    kind: string;
	    maxLength: number;
	    required: boolean;
	    options: Choice[];
	
	    static createFrom(source: any = {}) {
	        return new PersonColumn(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.table = source["table"];
	        this.field = source["field"];
	        this.name = source["name"];
	        this.label = source["label"];
	        this.kind = source["kind"];
	        this.maxLength = source["maxLength"];
	        this.required = source["required"];
	        this.options = this.convertValues(source["options"], Choice);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class PersonRequest {
	    memberKey: string;
	    table: string;
	    firstName: string;
	    lastName: string;
	    jobTitle: string;
	    email: string;
	    phone: string;
	    country: string;
	    company: string;
	    topic: string;
	    accountId: string;
	    source: string;
	    columns: ColumnValue[];
	    allowDuplicate: boolean;
	
	    static createFrom(source: any = {}) {
	        return new PersonRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.memberKey = source["memberKey"];
	        this.table = source["table"];
	        this.firstName = source["firstName"];
	        this.lastName = source["lastName"];
	        this.jobTitle = source["jobTitle"];
	        this.email = source["email"];
	        this.phone = source["phone"];
	        this.country = source["country"];
	        this.company = source["company"];
	        this.topic = source["topic"];
	        this.accountId = source["accountId"];
	        this.source = source["source"];
	        this.columns = this.convertValues(source["columns"], ColumnValue);
	        this.allowDuplicate = source["allowDuplicate"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class PersonForm {
	    person: PersonRequest;
	    accounts: Candidate[];
	    owner: string;
	    columns: PersonColumn[];
	
	    static createFrom(source: any = {}) {
	        return new PersonForm(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.person = this.convertValues(source["person"], PersonRequest);
	        this.accounts = this.convertValues(source["accounts"], Candidate);
	        this.owner = source["owner"];
	        this.columns = this.convertValues(source["columns"], PersonColumn);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	
	export class PracticePerson {
	    id: string;
	    name: string;
	    email: string;
	    title: string;
	    admin: boolean;
	    role: string;
	
	    static createFrom(source: any = {}) {
	        return new PracticePerson(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.id = source["id"];
	        this.name = source["name"];
	        this.email = source["email"];
	        this.title = source["title"];
	        this.admin = source["admin"];
	        this.role = source["role"];
	    }
	}
	export class Preferences {
	    language: string;
	    theme: string;
	    firstRunDone: boolean;
	    lastCopyKind: string;
	
	    static createFrom(source: any = {}) {
	        return new Preferences(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.language = source["language"];
	        this.theme = source["theme"];
	        this.firstRunDone = source["firstRunDone"];
	        this.lastCopyKind = source["lastCopyKind"];
	    }
	}
	export class Preview {
	    messageId: string;
	    table: string;
	    closed: boolean;
	    regarding: string;
	    owner: string;
	    creator: string;
	    place: string;
	    subject: string;
	    description: string;
	    category: string;
	    notes: string[];
	    match: Match;
	    problem: Problem;
	    waits: string;
	
	    static createFrom(source: any = {}) {
	        return new Preview(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.messageId = source["messageId"];
	        this.table = source["table"];
	        this.closed = source["closed"];
	        this.regarding = source["regarding"];
	        this.owner = source["owner"];
	        this.creator = source["creator"];
	        this.place = source["place"];
	        this.subject = source["subject"];
	        this.description = source["description"];
	        this.category = source["category"];
	        this.notes = source["notes"];
	        this.match = this.convertValues(source["match"], Match);
	        this.problem = this.convertValues(source["problem"], Problem);
	        this.waits = source["waits"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	
	export class ReadTable {
	    table: string;
	    columns: string[];
	    privilege: string;
	    required: boolean;
	
	    static createFrom(source: any = {}) {
	        return new ReadTable(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.table = source["table"];
	        this.columns = source["columns"];
	        this.privilege = source["privilege"];
	        this.required = source["required"];
	    }
	}
	export class RecordRow {
	    table: string;
	    id: string;
	    name: string;
	    company: string;
	    title: string;
	    email: string;
	    city: string;
	    owner: string;
	    stage: string;
	    value: string;
	    saved: boolean;
	
	    static createFrom(source: any = {}) {
	        return new RecordRow(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.table = source["table"];
	        this.id = source["id"];
	        this.name = source["name"];
	        this.company = source["company"];
	        this.title = source["title"];
	        this.email = source["email"];
	        this.city = source["city"];
	        this.owner = source["owner"];
	        this.stage = source["stage"];
	        this.value = source["value"];
	        this.saved = source["saved"];
	    }
	}
	export class Record {
	    row: RecordRow;
	    phone: string;
	    url: string;
	    opportunities: RecordRow[];
	    contacts: RecordRow[];
	    history: HistoryRow[];
	
	    static createFrom(source: any = {}) {
	        return new Record(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.row = this.convertValues(source["row"], RecordRow);
	        this.phone = source["phone"];
	        this.url = source["url"];
	        this.opportunities = this.convertValues(source["opportunities"], RecordRow);
	        this.contacts = this.convertValues(source["contacts"], RecordRow);
	        this.history = this.convertValues(source["history"], HistoryRow);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class RecordPage {
	    rows: RecordRow[];
	    total: number;
	    stages: string[];
	    owners: Owner[];
	
	    static createFrom(source: any = {}) {
	        return new RecordPage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.rows = this.convertValues(source["rows"], RecordRow);
	        this.total = source["total"];
	        this.stages = source["stages"];
	        this.owners = this.convertValues(source["owners"], Owner);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class RecordQuery {
	    scope: string;
	    kind: string;
	    text: string;
	    owner: string;
	    stage: string;
	    offset: number;
	    limit: number;
	
	    static createFrom(source: any = {}) {
	        return new RecordQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.scope = source["scope"];
	        this.kind = source["kind"];
	        this.text = source["text"];
	        this.owner = source["owner"];
	        this.stage = source["stage"];
	        this.offset = source["offset"];
	        this.limit = source["limit"];
	    }
	}
	
	
	
	export class Removals {
	    local: number;
	    doubt: number;
	    deleted: number;
	    gone: number;
	    stay: number;
	
	    static createFrom(source: any = {}) {
	        return new Removals(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.local = source["local"];
	        this.doubt = source["doubt"];
	        this.deleted = source["deleted"];
	        this.gone = source["gone"];
	        this.stay = source["stay"];
	    }
	}
	export class SeatHolderRows {
	    value: string;
	    rows: number;
	    mine: boolean;
	
	    static createFrom(source: any = {}) {
	        return new SeatHolderRows(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.value = source["value"];
	        this.rows = source["rows"];
	        this.mine = source["mine"];
	    }
	}
	export class ValueColumn {
	    column: string;
	    label: string;
	
	    static createFrom(source: any = {}) {
	        return new ValueColumn(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.column = source["column"];
	        this.label = source["label"];
	    }
	}
	export class StageColumn {
	    column: string;
	    label: string;
	    choices: Choice[];
	
	    static createFrom(source: any = {}) {
	        return new StageColumn(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.column = source["column"];
	        this.label = source["label"];
	        this.choices = this.convertValues(source["choices"], Choice);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Settings {
	    values: CRMSettings;
	    source: string;
	    version: string;
	    mayEdit: boolean;
	    missingPrivilege: string;
	    savedOn: string;
	    savedBy: string;
	    stageColumns: StageColumn[];
	    valueColumns: ValueColumn[];
	    linkedInColumns: ValueColumn[];
	    linkedInTables: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Settings(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.values = this.convertValues(source["values"], CRMSettings);
	        this.source = source["source"];
	        this.version = source["version"];
	        this.mayEdit = source["mayEdit"];
	        this.missingPrivilege = source["missingPrivilege"];
	        this.savedOn = source["savedOn"];
	        this.savedBy = source["savedBy"];
	        this.stageColumns = this.convertValues(source["stageColumns"], StageColumn);
	        this.valueColumns = this.convertValues(source["valueColumns"], ValueColumn);
	        this.linkedInColumns = this.convertValues(source["linkedInColumns"], ValueColumn);
	        this.linkedInTables = source["linkedInTables"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class SettingsEffect {
	    leadsNow: number;
	    leadsThen: number;
	    accountsNow: number;
	    accountsThen: number;
	    queuedOfKindsOff: number;
	
	    static createFrom(source: any = {}) {
	        return new SettingsEffect(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.leadsNow = source["leadsNow"];
	        this.leadsThen = source["leadsThen"];
	        this.accountsNow = source["accountsNow"];
	        this.accountsThen = source["accountsThen"];
	        this.queuedOfKindsOff = source["queuedOfKindsOff"];
	    }
	}
	
	export class Warning {
	    code: string;
	    detail: string;
	    since: string;
	    severity: string;
	    actor: string;
	    once: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Warning(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.code = source["code"];
	        this.detail = source["detail"];
	        this.since = source["since"];
	        this.severity = source["severity"];
	        this.actor = source["actor"];
	        this.once = source["once"];
	    }
	}
	export class Status {
	    connection: string;
	    organizationName: string;
	    organizationUrl: string;
	    organizationKind: string;
	    userName: string;
	    online: boolean;
	    offlineSince: string;
	    lapsedSince: string;
	    lastSynced: string;
	    importing: boolean;
	    toSend: number;
	    needAttention: number;
	    sent: number;
	    unresolved: number;
	    settingsSaved: boolean;
	    admin: boolean;
	    keychain: string;
	    version: string;
	    shell: string;
	    warnings: Warning[];
	
	    static createFrom(source: any = {}) {
	        return new Status(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.connection = source["connection"];
	        this.organizationName = source["organizationName"];
	        this.organizationUrl = source["organizationUrl"];
	        this.organizationKind = source["organizationKind"];
	        this.userName = source["userName"];
	        this.online = source["online"];
	        this.offlineSince = source["offlineSince"];
	        this.lapsedSince = source["lapsedSince"];
	        this.lastSynced = source["lastSynced"];
	        this.importing = source["importing"];
	        this.toSend = source["toSend"];
	        this.needAttention = source["needAttention"];
	        this.sent = source["sent"];
	        this.unresolved = source["unresolved"];
	        this.settingsSaved = source["settingsSaved"];
	        this.admin = source["admin"];
	        this.keychain = source["keychain"];
	        this.version = source["version"];
	        this.shell = source["shell"];
	        this.warnings = this.convertValues(source["warnings"], Warning);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	
	
	export class Theirs {
	    subject: string;
	    text: string;
	    by: string;
	    at: string;
	
	    static createFrom(source: any = {}) {
	        return new Theirs(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.subject = source["subject"];
	        this.text = source["text"];
	        this.by = source["by"];
	        this.at = source["at"];
	    }
	}
	

}

