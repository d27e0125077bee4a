import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { SearchRegular } from "@fluentui/react-icons";
import { useCallback, useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useConversationList } from "../../api";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorNote } from "../../ui/ErrorNote";
import { SearchField } from "../../ui/SearchField";
import { Skeletons } from "../../ui/Skeletons";
import { VirtualGrid } from "../../ui/VirtualGrid";
import { ConversationCell } from "./ConversationCell";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", minHeight: 0, flexGrow: 1 },
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
  count: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    paddingTop: tokens.spacingVerticalXS,
  },
});

const rowHeight = 84;

interface ConversationListProps {
  open: string;
  onOpen: (id: string, byKeyboard: boolean) => void;
}

/** The conversations brought in, newest first. */
export function ConversationList({ open, onOpen }: ConversationListProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const asked = useDeferredValue(text.trim());
  const [active, setActive] = useState(-1);
  const [shown, setShown] = useState({ first: 0, last: 0 });
  const onShown = useCallback((first: number, last: number) => setShown({ first, last }), []);
  const list = useConversationList({ text: asked }, shown);
  return (
    <div className={styles.root}>
      <SearchField
        label={t("linkedin.search")}
        value={text}
        onChange={(value) => {
          setActive(-1);
          setText(value);
        }}
      />
      {list.error && <ErrorNote error={list.error} onRetry={list.again} />}
      <div className={styles.card}>
        {list.loading && <Skeletons rows={6} height={72} />}
        {!list.loading && !list.error && list.total === 0 && (
          <EmptyState
            icon={<SearchRegular />}
            title={t("linkedin.empty.filteredTitle")}
            text={t("linkedin.empty.filteredText", { text: asked })}
            action={<Button onClick={() => setText("")}>{t("linkedin.empty.clear")}</Button>}
          />
        )}
        {list.total > 0 && (
          <VirtualGrid
            key={asked}
            label={t("linkedin.conversations")}
            count={list.total}
            rowHeight={rowHeight}
            active={active}
            onActive={setActive}
            onOpen={(index, byKeyboard) => {
              const row = list.row(index);
              if (row) onOpen(row.id, byKeyboard);
            }}
            selected={(index) => list.row(index)?.id === open}
            onShown={onShown}
            className={list.stale ? styles.stale : undefined}
          >
            {(index) => <ConversationCell row={list.row(index)} />}
          </VirtualGrid>
        )}
      </div>
      <div role="status" className={styles.count}>
        {list.loading || list.stale || list.total === 0 ? "" : t("linkedin.conversationCount", { count: list.total })}
      </div>
    </div>
  );
}
