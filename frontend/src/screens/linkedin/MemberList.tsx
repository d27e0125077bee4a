import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { SearchRegular } from "@fluentui/react-icons";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMemberList, type MemberRow } from "../../api";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorNote } from "../../ui/ErrorNote";
import { ListCount } from "../../ui/ListCount";
import { PagedGrid } from "../../ui/PagedGrid";
import { SearchField } from "../../ui/SearchField";
import { MemberCell } from "./MemberCell";

const useStyles = makeStyles({ search: { marginBottom: tokens.spacingVerticalS, flexShrink: 0 } });

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
  const [shown, setShown] = useState({ first: 0, last: 0 });
  const list = useMemberList({ text: asked }, shown);
  return (
    <>
      <div className={styles.search}>
        <SearchField label={t("linkedin.members.search")} value={text} onChange={setText} />
      </div>
      {list.error && <ErrorNote error={list.error} onRetry={list.again} />}
      <PagedGrid
        key={asked}
        list={list}
        label={t("linkedin.members.title")}
        rowHeight={64}
        skeletons={{ rows: 6, height: 56 }}
        empty={
          <EmptyState
            icon={<SearchRegular />}
            title={t("linkedin.members.none")}
            text={t("linkedin.members.noneText", { text: asked })}
            action={<Button onClick={() => setText("")}>{t("linkedin.empty.clear")}</Button>}
          />
        }
        onOpen={onOpen}
        onShown={setShown}
        selected={(row) => row.member.key === open}
      >
        {(row) => <MemberCell row={row} />}
      </PagedGrid>
      <ListCount list={list} text={t("linkedin.members.count", { count: list.total })} />
    </>
  );
}
