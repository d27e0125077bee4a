import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../text/format";
import { VirtualGrid } from "../../ui/VirtualGrid";
import type { Group } from "./groups";

const useStyles = makeStyles({
  cell: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    height: "100%",
    boxSizing: "border-box",
    padding: `0 ${tokens.spacingHorizontalM}`,
  },
  words: { display: "flex", flexDirection: "column", flexGrow: 1, minWidth: 0 },
  count: { display: "flex", flexDirection: "column", alignItems: "flex-end", flexShrink: 0 },
  soft: { color: tokens.colorNeutralForeground2 },
});

interface GroupListProps {
  groups: Group[];
  open: string;
  onOpen: (key: string, byKeyboard: boolean) => void;
  gridRef: RefObject<HTMLDivElement | null>;
}

/** The members with unresolved activities. */
export function GroupList({ groups, open, onOpen, gridRef }: GroupListProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const format = useFormat();
  const [active, setActive] = useState(-1);
  return (
    <VirtualGrid
      gridRef={gridRef}
      label={t("unresolved.section")}
      count={groups.length}
      rowHeight={56}
      active={active}
      onActive={setActive}
      onOpen={(index, byKeyboard) => {
        const group = groups[index];
        if (group) onOpen(group.member.key, byKeyboard);
      }}
      selected={(index) => groups[index]?.member.key === open}
    >
      {(index) => {
        const group = groups[index];
        if (group === undefined) return null;
        const { member } = group;
        return (
          <div role="gridcell" className={styles.cell}>
            <span className={styles.words}>
              <Text weight="semibold" truncate wrap={false}>
                {member.name || t("linkedin.unnamed")}
              </Text>
              <Text size={200} truncate wrap={false} className={styles.soft}>
                {[member.title, member.company].filter((part) => part !== "").join(" · ")}
              </Text>
            </span>
            <span className={styles.count}>
              <Text size={200}>{t("unresolved.activities", { count: group.rows.length })}</Text>
              {group.oldest !== "" && (
                <Text size={200} className={styles.soft}>
                  {t("unresolved.since", { time: format.date(group.oldest) })}
                </Text>
              )}
            </span>
          </div>
        );
      }}
    </VirtualGrid>
  );
}
