import * as bound from "../../wailsjs/go/app/LinkedIn";
import { view } from "../../wailsjs/go/models";
import { call, callList, run } from "./call";
import type {
  Capture,
  Conversation,
  ConversationPage,
  ConversationQuery,
  DecisionImport,
  ImportReport,
  Mapping,
  Match,
  MemberPage,
  MemberQuery,
  PastedConversation,
  PastedMessage,
  SeatHolderRows,
} from "./types";

export const linkedin = {
  /** Asks for an archive with a native dialog; "" when the person cancels. */
  chooseArchive: (title: string) => call<string>(() => bound.ChooseArchive(title)),
  /** Whether files can be dropped on the window here. */
  takesDrops: () => call<boolean>(() => bound.TakesDrops()),
  /** Starts to bring in what is at a path and answers its id; `state` tells how far it is and what it asks. */
  start: (path: string) => call<string>(() => bound.StartImport(path)),
  startSample: () => call<string>(() => bound.StartSample()),
  state: () => call<Capture>(() => bound.State()),
  /** Ends what is under way, drops what waits for an answer, or forgets what is over. */
  cancel: (id: string) => run(() => bound.Cancel(id)),
  confirmOwner: (id: string, memberKey: string) => run(() => bound.ConfirmOwner(id, memberKey)),
  chooseColumns: (id: string, mapping: Mapping) => run(() => bound.ChooseColumns(id, view.Mapping.createFrom(mapping))),
  seatHolders: (id: string, column: string) => callList<SeatHolderRows>(() => bound.SeatHolders(id, column)),
  splitText: (text: string) => callList<PastedMessage>(() => bound.SplitText(text)),
  keepPasted: (pasted: PastedConversation) =>
    call<ImportReport>(() => bound.KeepPasted(view.PastedConversation.createFrom(pasted))),
  members: (query: MemberQuery) => call<MemberPage>(() => bound.Members(query)),
  memberMatch: (key: string) => call<Match>(() => bound.MemberMatch(key)),
  conversations: (query: ConversationQuery) => call<ConversationPage>(() => bound.Conversations(query)),
  conversation: (id: string) => call<Conversation>(() => bound.Conversation(id)),
  decide: (memberKey: string, table: string, id: string) => call<Match>(() => bound.Decide(memberKey, table, id)),
  reject: (memberKey: string, table: string, id: string) => call<Match>(() => bound.Reject(memberKey, table, id)),
  decideAll: (memberKeys: string[], table: string, id: string) => run(() => bound.DecideAll(memberKeys, table, id)),
  notInCRMAll: (memberKeys: string[]) => run(() => bound.NotInCRMAll(memberKeys)),
  /** The members of whom somebody said that no row fits. */
  notInCRMKeys: () => callList<string>(() => bound.NotInCRMKeys()),
  notInCRM: (memberKey: string) => call<Match>(() => bound.NotInCRM(memberKey)),
  forgetDecision: (memberKey: string) => call<Match>(() => bound.ForgetDecision(memberKey)),
  /** Asks where with a native dialog and writes all decisions there; "" when the person cancels. */
  exportDecisions: (title: string) => call<string>(() => bound.ExportDecisions(title)),
  /** Asks for a file of decisions with a native dialog; "" when the person cancels. */
  chooseDecisions: (title: string) => call<string>(() => bound.ChooseDecisions(title)),
  importDecisions: (path: string) => call<DecisionImport>(() => bound.ImportDecisions(path)),
};
