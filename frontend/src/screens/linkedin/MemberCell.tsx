import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { MemberRow } from "../../api";
import { MatchBadge } from "../match/MatchBadge";

const useStyles = makeStyles({
  cell: {
    display: "flex",
    flexDirection: "column",
    justifyContent: "center",
    gap: "2px",
    height: "100%",
    boxSizing: "border-box",
    padding: `0 ${tokens.spacingHorizontalM}`,
    minWidth: 0,
  },
  line: { display: "flex", alignItems: "center", justifyContent: "space-between", gap: tokens.spacingHorizontalS, minWidth: 0 },
  text: { unicodeBidi: "isolate" },
  soft: { color: tokens.colorNeutralForeground2, unicodeBidi: "isolate" },
});

/** A person or company in the list, and who they are in the CRM. */
export function MemberCell({ row }: { row: MemberRow | undefined }) {
  const styles = useStyles();
  const { t } = useTranslation();
  if (row === undefined) return <div role="gridcell" className={styles.cell} />;
  const { member } = row;
  return (
    <div role="gridcell" className={styles.cell}>
      <div className={styles.line}>
        <Text weight="semibold" truncate wrap={false} className={styles.text}>
          {member.name || t("linkedin.unnamed")}
        </Text>
        <MatchBadge strength={row.match} />
      </div>
      <Text size={200} truncate wrap={false} className={styles.soft}>
        {[member.title, member.company].filter((part) => part !== "").join(" · ")}
      </Text>
    </div>
  );
}
