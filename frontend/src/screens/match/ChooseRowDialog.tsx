import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Subtitle2,
  Text,
  tokens,
} from "@fluentui/react-components";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, useDecide, useSearch, type Candidate, type Match, type Member } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";
import { SearchField } from "../../ui/SearchField";
import { CandidateList } from "./CandidateList";

const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, minHeight: "320px" },
  soft: { color: tokens.colorNeutralForeground2 },
});

const searchLimit = 20;

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
  const [text, setText] = useState("");
  const asked = useDeferredValue(text.trim());
  const found = useSearch(asked, searchLimit, asked !== "");
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
  const results = asked === "" ? [] : (found.data ?? []);
  const failure = decide.error ?? found.error;
  return (
    <DialogContent className={styles.content}>
      <Text className={styles.soft}>{t("match.chooseHelp")}</Text>
      {failure && <ErrorNote error={decodeError(failure)} />}
      <SearchField label={t("match.searchLabel")} value={text} onChange={setText} />
      {asked === "" && match.candidates.length > 0 && (
        <div>
          <Subtitle2 as="h3">{t("match.fits")}</Subtitle2>
          <CandidateList
            label={t("match.fits")}
            candidates={match.candidates}
            busy={decide.isPending}
            onChoose={choose}
          />
        </div>
      )}
      {asked === "" && match.candidates.length === 0 && <Text>{t("match.typeToSearch")}</Text>}
      {results.length > 0 && (
        <CandidateList label={t("match.results")} candidates={results} busy={decide.isPending} onChoose={choose} />
      )}
      {asked !== "" && found.isSuccess && results.length === 0 && (
        <Text role="status">{t("match.nothingFits", { text: asked })}</Text>
      )}
    </DialogContent>
  );
}
