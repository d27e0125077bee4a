import * as bound from "../../wailsjs/go/app/LinkedIn";
import { call } from "./call";
import type { Conversation, ConversationPage, ConversationQuery, ImportReport, Match } from "./types";

export const linkedin = {
  /** Asks for an archive with a native dialog; "" when the person cancels. */
  chooseArchive: (title: string) => call<string>(() => bound.ChooseArchive(title)),
  importArchive: (path: string) => call<ImportReport>(() => bound.ImportArchive(path)),
  importSample: () => call<ImportReport>(() => bound.ImportSample()),
  conversations: (query: ConversationQuery) => call<ConversationPage>(() => bound.Conversations(query)),
  conversation: (id: string) => call<Conversation>(() => bound.Conversation(id)),
  decide: (memberKey: string, table: string, id: string) => call<Match>(() => bound.Decide(memberKey, table, id)),
  reject: (memberKey: string, table: string, id: string) => call<Match>(() => bound.Reject(memberKey, table, id)),
  notInCRM: (memberKey: string) => call<Match>(() => bound.NotInCRM(memberKey)),
  forgetDecision: (memberKey: string) => call<Match>(() => bound.ForgetDecision(memberKey)),
};
