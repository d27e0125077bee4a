import { Button, makeStyles, Spinner, Text, tokens } from "@fluentui/react-components";
import { DocumentArrowDownRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { decodeError, useSaveDiagnostics } from "../api";
import { ErrorNote } from "../ui/ErrorNote";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, alignItems: "flex-start" },
  saved: { overflowWrap: "anywhere" },
});

/** Saves a file for whoever helps, and says first what is in it and what is not. */
export function SaveDiagnostics() {
  const styles = useStyles();
  const { t } = useTranslation();
  const save = useSaveDiagnostics();
  return (
    <div className={styles.root}>
      <Text>{t("diagnostics.help")}</Text>
      <Button
        icon={save.isPending ? <Spinner size="tiny" /> : <DocumentArrowDownRegular />}
        disabledFocusable={save.isPending}
        onClick={() => save.mutate(t("diagnostics.save"))}
      >
        {t("diagnostics.save")}
      </Button>
      <Text role="status" className={styles.saved}>
        {save.data === undefined || save.data === "" ? "" : t("diagnostics.saved", { path: save.data })}
      </Text>
      {save.error === null ? null : <ErrorNote error={decodeError(save.error)} />}
    </div>
  );
}
