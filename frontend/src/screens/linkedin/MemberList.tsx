import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { SearchRegular } from "@fluentui/react-icons";
import { useCallback, useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMemberList, type MemberRow } from "../../api";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorNote } from "../../ui/ErrorNote";
import { SearchField } from "../../ui/SearchField";
import { Skeletons } from "../../ui/Skeletons";
import { VirtualGrid } from "../../ui/VirtualGrid";
import { MatchBadge } from "../match/MatchBadge";

const useStyles = makeStyles({
  card: {
    display: "flex",
    flexDirection: "column",
    flexGrow: 1,
    minHeight: 0,
    marginTop: tokens.spacingVerticalS,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    overflow: "hidden",
  },
  stale: { opacity: 0.6 },
  count: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, paddingTop: tokens.spacingVerticalXS },
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

const rowHeight = 64;

interface MemberListProps {
  open: string;
  onOpen: (row: MemberRow, byKeyboard: boolean) => void;
}

/** The people and companies brought in, by name. */
export function MemberList({ open, onOpen }: MemberListProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const asked = useDeferredValue(text.trim());
  const [active, setActive] = useState(-1);
  const [shown, setShown] = useState({ first: 0, last: 0 });
  const onShown = useCallback((first: number, last: number) => setShown({ first, last }), []);
  const list = useMemberList({ text: asked }, shown);
  return (
    <>
      <SearchField
        label={t("linkedin.members.search")}
        value={text}
        onChange={(value) => {
          setActive(-1);
          setText(value);
        }}
      />
      {list.error && <ErrorNote error={list.error} onRetry={list.again} />}
      <div className={styles.card}>
        {list.loading && <Skeletons rows={6} height={56} />}
        {!list.loading && !list.error && list.total === 0 && (
          <EmptyState
            icon={<SearchRegular />}
            title={t("linkedin.members.none")}
            text={t("linkedin.members.noneText", { text: asked })}
            action={<Button onClick={() => setText("")}>{t("linkedin.empty.clear")}</Button>}
          />
        )}
        {list.total > 0 && (
          <VirtualGrid
            key={asked}
            label={t("linkedin.members.title")}
            count={list.total}
            rowHeight={rowHeight}
            active={active}
            onActive={setActive}
            onOpen={(index, byKeyboard) => {
              const row = list.row(index);
              if (row) onOpen(row, byKeyboard);
            }}
            selected={(index) => list.row(index)?.member.key === open}
            onShown={onShown}
            className={list.stale ? styles.stale : undefined}
          >
            {(index) => <MemberCell row={list.row(index)} />}
          </VirtualGrid>
        )}
      </div>
      <div role="status" className={styles.count}>
        {list.loading || list.stale || list.total === 0 ? "" : t("linkedin.members.count", { count: list.total })}
      </div>
    </>
  );
}

function MemberCell({ row }: { row: MemberRow | undefined }) {
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
