import { StateBadge, type Tone } from "../../ui/StateBadge";
import { useWord } from "../../text/words";

const tones: Record<string, Tone> = { strong: "success", weak: "warning", several: "warning", none: "neutral" };

/** How far a match may be trusted, in a word. */
export function MatchBadge({ strength }: { strength: string }) {
  const word = useWord();
  const known = strength in tones ? strength : "none";
  return <StateBadge tone={tones[known] ?? "neutral"} label={word("match.strength", known)} />;
}
