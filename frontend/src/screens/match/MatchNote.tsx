import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { useSettings, type Match } from "../../api";
import { useFormat } from "../../text/format";
import { useWord } from "../../text/words";
import { MatchBadge } from "./MatchBadge";

const useStyles = makeStyles({
  root: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  why: { color: tokens.colorNeutralForeground2 },
});

/** What the match is, why, and what becomes of copies while there is none, in words. */
export function MatchNote({ match }: { match: Match }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const format = useFormat();
  const waits = useSettings().data?.values.unmatchedWaits;
  const says = saysOf(match);
  const unmatched = says === "none" || says === "notInCRM";
  // Before the settings are read, nothing is promised.
  const copies = unmatched && waits !== undefined ? [t(`match.copies.${says}.${waits ? "wait" : "open"}`)] : [];
  const why = format.list(
    match.reasons.filter((reason) => reason !== "not-in-crm").map((reason) => word("match.reasons", reason)),
  );
  return (
    <div className={styles.root}>
      <MatchBadge strength={match.strength} />
      <Text>{[t(`match.says.${says}`, { name: rowName(match) }), ...copies].join(" ")}</Text>
      {why !== "" && (
        <Text size={200} className={styles.why}>
          {t("match.because", { reasons: why })}
        </Text>
      )}
    </div>
  );
}

function saysOf(match: Match): "coming" | "notInCRM" | "strong" | "weak" | "several" | "none" {
  if (match.coming) return "coming";
  if (match.strength === "none" && match.reasons.includes("not-in-crm")) return "notInCRM";
  return (["strong", "weak", "several"] as const).find((known) => known === match.strength) ?? "none";
}

/** A row's name with its company, as far as they are known. */
export function rowName(row: { name: string; company: string }): string {
  return [row.name, row.company].filter((part) => part !== "").join(", ");
}
