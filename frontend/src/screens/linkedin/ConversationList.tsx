import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { SearchRegular } from "@fluentui/react-icons";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useConversationList } from "../../api";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorNote } from "../../ui/ErrorNote";
import { ListCount } from "../../ui/ListCount";
import { PagedGrid } from "../../ui/PagedGrid";
import { SearchField } from "../../ui/SearchField";
import { ConversationCell } from "./ConversationCell";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", minHeight: 0, flexGrow: 1 },
  search: { marginBottom: tokens.spacingVerticalS, flexShrink: 0 },
});

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
  const [shown, setShown] = useState({ first: 0, last: 0 });
  const list = useConversationList({ text: asked }, shown);
  return (
    <div className={styles.root}>
      <div className={styles.search}>
        <SearchField label={t("linkedin.search")} value={text} onChange={setText} />
      </div>
      {list.error && <ErrorNote error={list.error} onRetry={list.again} />}
      <PagedGrid
        key={asked}
        list={list}
        label={t("linkedin.conversations")}
        rowHeight={84}
        skeletons={{ rows: 6, height: 72 }}
        empty={
          <EmptyState
            icon={<SearchRegular />}
            title={t("linkedin.empty.filteredTitle")}
            text={t("linkedin.empty.filteredText", { text: asked })}
            action={<Button onClick={() => setText("")}>{t("linkedin.empty.clear")}</Button>}
          />
        }
        onOpen={(row, byKeyboard) => onOpen(row.id, byKeyboard)}
        onShown={setShown}
        selected={(row) => row.id === open}
      >
        {(row) => <ConversationCell row={row} />}
      </PagedGrid>
      <ListCount list={list} text={t("linkedin.conversationCount", { count: list.total })} />
    </div>
  );
}
