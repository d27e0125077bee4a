import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { HistoryRow } from "../../api";
import { useFormat } from "../../text/format";
import { useWord } from "../../text/words";
import { StateBadge } from "../../ui/StateBadge";
import { KindIcon } from "../match/KindIcon";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0 },
  item: {
    display: "flex",
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  icon: { flexShrink: 0, marginTop: "2px", color: tokens.colorNeutralForeground2 },
  words: { display: "flex", flexDirection: "column", minWidth: 0, gap: "2px", overflowWrap: "anywhere" },
  soft: { color: tokens.colorNeutralForeground2 },
  badge: { alignSelf: "flex-start" },
});

/** The activities of a record: what the CRM holds, and what is still on its way there. */
export function HistoryList({ rows }: { rows: HistoryRow[] }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const format = useFormat();
  if (rows.length === 0) return <Text className={styles.soft}>{t("records.panel.noHistory")}</Text>;
  return (
    <ul className={styles.list} aria-label={t("records.panel.history")}>
      {rows.map((row) => (
        <li key={`${row.id}/${row.queued}`} className={styles.item}>
          <KindIcon kind={row.kind} className={styles.icon} />
          <div className={styles.words}>
            <Text>{row.subject === "" ? t("records.panel.noSubject") : row.subject}</Text>
            <Text size={200} className={styles.soft}>
              {[
                word("match.kinds", row.kind),
                format.when(row.at),
                row.owner,
                row.byFerry ? t("records.panel.byFerry") : "",
              ]
                .filter((part) => part !== "")
                .join(" · ")}
            </Text>
            <span className={styles.badge}>
              <HistoryState row={row} />
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

function HistoryState({ row }: { row: HistoryRow }) {
  const { t } = useTranslation();
  const word = useWord();
  if (row.queued) {
    const tone = row.state === "attention" ? "warning" : "waiting";
    return (
      <StateBadge tone={tone} label={t("records.panel.historyQueued", { state: word("outbox.states", row.state) })} />
    );
  }
  const closed = row.state !== "open";
  return (
    <StateBadge
      tone={closed ? "success" : "neutral"}
      label={t(closed ? "records.panel.historyState.closed" : "records.panel.historyState.open")}
    />
  );
}
