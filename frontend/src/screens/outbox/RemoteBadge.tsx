import { useWord } from "../../text/words";
import { StateBadge } from "../../ui/StateBadge";

/** What Dynamics did to a sent entry, in a word. */
export function RemoteBadge({ kind }: { kind: string }) {
  const word = useWord();
  return <StateBadge tone="warning" label={word("outbox.remote.badges", kind)} />;
}
