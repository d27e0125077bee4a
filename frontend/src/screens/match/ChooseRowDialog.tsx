import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { decodeError, useDecide, type Candidate, type Match, type Member } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";
import { RowSearch } from "./RowSearch";

const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, minHeight: "320px" },
  soft: { color: tokens.colorNeutralForeground2 },
});

interface ChooseRowDialogProps {
  open: boolean;
  member: Member;
  match: Match;
  onClose: () => void;
  /** After the choice was remembered. */
  onChosen?: ((match: Match) => void) | undefined;
}

/** Asks which row of the CRM a member is: the rows that fit first, then whatever a search finds. */
export function ChooseRowDialog(props: ChooseRowDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog open={props.open} onOpenChange={(_, data) => (data.open ? undefined : props.onClose())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t("match.chooseTitle", { name: props.member.name })}</DialogTitle>
          <Chooser {...props} />
          <DialogActions>
            <Button onClick={props.onClose}>{t("match.cancel")}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Chooser({ member, match, onClose, onChosen }: ChooseRowDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const decide = useDecide();
  const choose = (row: Candidate) =>
    decide.mutate(
      { memberKey: member.key, table: row.table, id: row.id },
      {
        onSuccess: (answer) => {
          onClose();
          onChosen?.(answer);
        },
      },
    );
  return (
    <DialogContent className={styles.content}>
      <Text className={styles.soft}>{t("match.chooseHelp")}</Text>
      {decide.error && <ErrorNote error={decodeError(decide.error)} />}
      <RowSearch offered={match.candidates} busy={decide.isPending} onChoose={choose} />
    </DialogContent>
  );
}
