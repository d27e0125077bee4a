// The structures of the bridge as plain data: the generated classes carry conversion methods that no screen needs.
// Their meaning stands in the Go package "view".
import type { view } from "../../wailsjs/go/models";

type Plain<T> = T extends (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? { [Key in keyof T as Key extends "convertValues" ? never : Key]: Plain<T[Key]> }
    : T;

export type Attempt = Plain<view.Attempt>;
export type Backup = Plain<view.Backup>;
export type CRMSettings = Plain<view.CRMSettings>;
export type Candidate = Plain<view.Candidate>;
export type Capture = Plain<view.Capture>;
export type Check = Plain<view.Check>;
export type Choice = Plain<view.Choice>;
export type Connection = Plain<view.Connection>;
export type Conversation = Plain<view.Conversation>;
export type ConversationPage = Plain<view.ConversationPage>;
export type ConversationQuery = Plain<view.ConversationQuery>;
export type ConversationRow = Plain<view.ConversationRow>;
export type Removals = Plain<view.Removals>;
export type Theirs = Plain<view.Theirs>;
export type CopyMessages = Plain<view.CopyMessages>;
export type CopyRequest = Plain<view.CopyRequest>;
export type CopyResult = Plain<view.CopyResult>;
export type DecisionImport = Plain<view.DecisionImport>;
export type DisconnectCounts = Plain<view.DisconnectCounts>;
export type Duplicates = Plain<view.Duplicates>;
export type Entry = Plain<view.Entry>;
export type EntryCounts = Plain<view.EntryCounts>;
export type EntryPage = Plain<view.EntryPage>;
export type EntryQuery = Plain<view.EntryQuery>;
export type EntryRow = Plain<view.EntryRow>;
export type FileProblem = Plain<view.FileProblem>;
export type FoundOrganization = Plain<view.FoundOrganization>;
export type FoundOrganizations = Plain<view.FoundOrganizations>;
export type HistoryRow = Plain<view.HistoryRow>;
export type ImportProgress = Plain<view.ImportProgress>;
export type ImportReport = Plain<view.ImportReport>;
export type Mapping = Plain<view.Mapping>;
export type Match = Plain<view.Match>;
export type Member = Plain<view.Member>;
export type MemberPage = Plain<view.MemberPage>;
export type MemberQuery = Plain<view.MemberQuery>;
export type MemberRow = Plain<view.MemberRow>;
export type Message = Plain<view.Message>;
export type NetworkTest = Plain<view.NetworkTest>;
export type Operation = Plain<view.Operation>;
export type Owner = Plain<view.Owner>;
export type PastedConversation = Plain<view.PastedConversation>;
export type PastedMessage = Plain<view.PastedMessage>;
export type PersonForm = Plain<view.PersonForm>;
export type PersonColumn = Plain<view.PersonColumn>;
export type RemoteCount = Plain<view.RemoteCount>;
export type PersonValue = Plain<view.PersonValue>;
export type PersonRequest = Plain<view.PersonRequest>;
export type PracticePerson = Plain<view.PracticePerson>;
export type Preferences = Plain<view.Preferences>;
export type Preview = Plain<view.Preview>;
export type Problem = Plain<view.Problem>;
export type Proxy = Plain<view.Proxy>;
export type ReadTable = Plain<view.ReadTable>;
export type RecordPage = Plain<view.RecordPage>;
export type RecordQuery = Plain<view.RecordQuery>;
export type RecordRow = Plain<view.RecordRow>;
export type CRMRecord = Plain<view.Record>;
export type SeatHolderRows = Plain<view.SeatHolderRows>;
export type Settings = Plain<view.Settings>;
export type SettingsEffect = Plain<view.SettingsEffect>;
export type StageColumn = Plain<view.StageColumn>;
export type Status = Plain<view.Status>;
export type Table = Plain<view.Table>;
export type TableProgress = Plain<view.TableProgress>;
export type ValueColumn = Plain<view.ValueColumn>;
export type Warning = Plain<view.Warning>;
