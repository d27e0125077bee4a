import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, useDecideAll, type Candidate } from "../../api";
import { onceShown } from "../../app/focus";
import { ErrorNote } from "../../ui/ErrorNote";
import { RowSearch } from "../match/RowSearch";
import { rowName } from "../match/MatchNote";
import type { Group } from "./groups";
import { useHowMany } from "./words";

const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, minHeight: "320px" },
  soft: { color: tokens.colorNeutralForeground2 },
  what: { overflowWrap: "anywhere" },
});

interface LinkAllDialogProps {
  groups: Group[];
  onClose: () => void;
  onLinked: (said: string) => void;
}

/** Asks which row several members are, and says what that does before it is done. */
export function LinkAllDialog({ groups, onClose, onLinked }: LinkAllDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const howMany = useHowMany();
  const [row, setRow] = useState<Candidate | null>(null);
  const decide = useDecideAll();
  const confirm = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (row !== null) confirm.current?.focus(); // the button that chose the row is gone
  }, [row]);
  const link = ({ table, id, ...named }: Candidate) =>
    decide.mutate(
      { memberKeys: groups.map((group) => group.member.key), table, id },
      { onSuccess: () => onLinked(t("unresolved.bulk.linked", { ...howMany(groups), name: rowName(named) })) },
    );
  return (
    <Dialog open onOpenChange={(_, data) => (data.open ? undefined : onClose())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t("unresolved.bulk.linkTitle", howMany(groups))}</DialogTitle>
          <DialogContent className={styles.content}>
            {decide.error && <ErrorNote error={decodeError(decide.error)} />}
            {row === null ? (
              <>
                <Text className={styles.soft}>{t("unresolved.bulk.linkHelp")}</Text>
                <RowSearch onChoose={setRow} />
              </>
            ) : (
              <Text role="status" className={styles.what}>
                {t("unresolved.bulk.linkWhat", { ...howMany(groups), name: rowName(row) })}
              </Text>
            )}
          </DialogContent>
          <DialogActions>
            {row !== null && (
              <Button disabledFocusable={decide.isPending} onClick={() => onceShown('[role="dialog"] [data-search]', () => setRow(null))}>
                {t("unresolved.bulk.linkOther")}
              </Button>
            )}
            <Button onClick={onClose}>{t("match.cancel")}</Button>
            {row !== null && (
              <Button
                ref={confirm}
                appearance="primary"
                icon={decide.isPending ? <Spinner size="tiny" /> : null}
                disabledFocusable={decide.isPending}
                onClick={() => link(row)}
              >
                {t("unresolved.bulk.linkDo")}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
