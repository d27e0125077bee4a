import {
  CalendarRegular,
  CallRegular,
  ChatRegular,
  CircleRegular,
  ClipboardTaskListLtrRegular,
  FlagRegular,
  MailRegular,
  MailUnreadRegular,
  NoteRegular,
  PersonAddRegular,
  SlideLinkRegular,
  type FluentIcon,
} from "@fluentui/react-icons";

const icons: Record<string, FluentIcon> = {
  note: NoteRegular,
  message: ChatRegular,
  inmail: MailUnreadRegular,
  call: CallRegular,
  phonecall: CallRegular,
  smartlink: SlideLinkRegular,
  task: ClipboardTaskListLtrRegular,
  email: MailRegular,
  appointment: CalendarRegular,
  contact: PersonAddRegular,
  lead: PersonAddRegular,
  flag: FlagRegular,
};

/** The sign of a kind of entry or activity; its name always stands beside it. */
export function KindIcon({ kind, className }: { kind: string; className?: string }) {
  const Icon = icons[kind] ?? CircleRegular;
  return <Icon aria-hidden className={className} fontSize={20} />;
}
