import { useWord } from "../../text/words";
import { StateBadge, type Tone } from "../../ui/StateBadge";

const tones: Record<string, Tone> = {
  queued: "waiting",
  sending: "busy",
  waiting: "waiting",
  attention: "warning",
  sent: "success",
  removing: "busy",
  removed: "neutral",
};

/** The state of an entry in a word. */
export function EntryStateBadge({ state }: { state: string }) {
  const word = useWord();
  return <StateBadge tone={tones[state] ?? "neutral"} label={word("outbox.states", state)} />;
}
