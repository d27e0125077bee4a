import { Badge, Checkbox, makeStyles, mergeClasses, Text, tokens } from "@fluentui/react-components";
import { useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../text/format";
import { VirtualGrid } from "../../ui/VirtualGrid";
import type { Choice } from "./choice";
import type { Group } from "./groups";

const useStyles = makeStyles({
  root: {
    display: "grid",
    gridTemplateColumns: "32px minmax(0, 1fr) auto",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    height: "100%",
    boxSizing: "border-box",
    padding: `0 ${tokens.spacingHorizontalM} 0 ${tokens.spacingHorizontalS}`,
  },
  words: { display: "flex", flexDirection: "column", minWidth: 0 },
  line: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, minWidth: 0 },
  badge: { flexShrink: 0 },
  count: { display: "flex", flexDirection: "column", alignItems: "flex-end", flexShrink: 0 },
  soft: { color: tokens.colorNeutralForeground2 },
  open: { boxShadow: `inset 3px 0 0 ${tokens.colorBrandStroke1}` },
});

interface GroupListProps {
  groups: Group[];
  open: string;
  onOpen: (key: string, byKeyboard: boolean) => void;
  gridRef: RefObject<HTMLDivElement | null>;
  choice: Choice;
  /** Asks before the activities of these are removed. */
  onRemove: (groups: Group[]) => void;
  /** Whether somebody said of the member that no row fits. */
  isIgnored: (key: string) => boolean;
  describedBy: string;
}

/** The members with unresolved activities. Arrows move, Enter opens, Space selects, Delete removes: the selection, else the row. */
export function GroupList(props: GroupListProps) {
  const { groups, open, onOpen, gridRef, choice, onRemove, isIgnored, describedBy } = props;
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
      onKey={(key, index) => {
        const group = groups[index];
        if (group === undefined) return false;
        if (key === " ") choice.toggle(group.member.key);
        else if (key === "Delete" || key === "Backspace") onRemove(choice.groups.length > 0 ? choice.groups : [group]);
        else return false;
        return true;
      }}
      multiple
      selected={(index) => choice.has(groups[index]?.member.key ?? "")}
      describedBy={describedBy}
    >
      {(index) => {
        const group = groups[index];
        if (group === undefined) return null;
        const { member } = group;
        const name = member.name || t("linkedin.unnamed");
        return (
          <div role="presentation" className={mergeClasses(styles.root, member.key === open && styles.open)}>
            <div role="gridcell">
              {/* The list keeps the focus: Space selects there. */}
              <Checkbox
                tabIndex={-1}
                checked={choice.has(member.key)}
                aria-label={t("unresolved.bulk.selectOne", { name })}
                onClick={(event) => event.stopPropagation()}
                onChange={() => choice.toggle(member.key)}
              />
            </div>
            <div role="gridcell" className={styles.words}>
              <span className={styles.line}>
                <Text weight="semibold" truncate wrap={false}>
                  {name}
                </Text>
                {isIgnored(member.key) && (
                  <Badge appearance="tint" color="informative" shape="rounded" className={styles.badge}>
                    {t("unresolved.notInCRM")}
                  </Badge>
                )}
              </span>
              <Text size={200} truncate wrap={false} className={styles.soft}>
                {[member.title, member.company].filter((part) => part !== "").join(" · ")}
              </Text>
            </div>
            <div role="gridcell" className={styles.count}>
              <Text size={200}>{t("unresolved.activities", { count: group.rows.length })}</Text>
              {group.oldest !== "" && (
                <Text size={200} className={styles.soft}>
                  {t("unresolved.since", { time: format.date(group.oldest) })}
                </Text>
              )}
            </div>
          </div>
        );
      }}
    </VirtualGrid>
  );
}
