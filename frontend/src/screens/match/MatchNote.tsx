import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { Match } from "../../api";
import { useFormat } from "../../text/format";
import { useWord } from "../../text/words";
import { MatchBadge } from "./MatchBadge";

const useStyles = makeStyles({
  root: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  why: { color: tokens.colorNeutralForeground2 },
});

/** What the match is, and why, in words. */
export function MatchNote({ match }: { match: Match }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const format = useFormat();
  const why = format.list(
    match.reasons.filter((reason) => reason !== "not-in-crm").map((reason) => word("match.reasons", reason)),
  );
  return (
    <div className={styles.root}>
      <MatchBadge strength={match.strength} />
      <Text>{t(saysKey(match), { name: rowName(match) })}</Text>
      {why !== "" && (
        <Text size={200} className={styles.why}>
          {t("match.because", { reasons: why })}
        </Text>
      )}
    </div>
  );
}

function saysKey(match: Match): string {
  if (match.coming) return "match.says.coming";
  if (match.strength === "none" && match.reasons.includes("not-in-crm")) return "match.says.notInCRM";
  const known = ["strong", "weak", "several"].includes(match.strength);
  return `match.says.${known ? match.strength : "none"}`;
}

/** A row's name with its company, as far as they are known. */
export function rowName(row: { name: string; company: string }): string {
  return [row.name, row.company].filter((part) => part !== "").join(", ");
}
