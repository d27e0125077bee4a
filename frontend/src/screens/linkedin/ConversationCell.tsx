import { makeStyles, SkeletonItem, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { ConversationRow } from "../../api";
import { useFormat } from "../../text/format";
import { MatchBadge } from "../match/MatchBadge";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    justifyContent: "center",
    gap: "2px",
    height: "100%",
    boxSizing: "border-box",
    padding: `0 ${tokens.spacingHorizontalM}`,
    minWidth: 0,
  },
  line: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalS,
    minWidth: 0,
  },
  soft: { color: tokens.colorNeutralForeground2, flexShrink: 0 },
  preview: { color: tokens.colorNeutralForeground2, unicodeBidi: "isolate" },
  name: { unicodeBidi: "isolate" },
});

/** One conversation in the list: who, when, the last words, the match, and how much of it was copied. */
export function ConversationCell({ row }: { row: ConversationRow | undefined }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const format = useFormat();
  if (row === undefined) {
    return (
      <div role="gridcell" className={styles.root}>
        <SkeletonItem size={16} />
        <SkeletonItem size={12} />
      </div>
    );
  }
  return (
    <div role="gridcell" className={styles.root}>
      <div className={styles.line}>
        <Text weight="semibold" truncate wrap={false} className={styles.name}>
          {row.title || row.member.name || t("linkedin.unnamed")}
        </Text>
        <Text size={200} className={styles.soft}>
          {format.when(row.lastAt)}
        </Text>
      </div>
      <Text size={200} truncate wrap={false} className={styles.preview}>
        {row.preview}
      </Text>
      <div className={styles.line}>
        <MatchBadge strength={row.match} />
        <Text size={200} className={styles.soft}>
          {t("linkedin.copiedOf", { copied: row.copied, count: row.messages })}
        </Text>
      </div>
    </div>
  );
}
