import { Button, makeStyles, Spinner, tokens, useRestoreFocusTarget } from "@fluentui/react-components";
import { ClipboardPasteRegular, FolderOpenRegular, PeopleChatRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useStatus } from "../../api";
import { PathDialog } from "../../ui/PathDialog";
import type { Import } from "./useImport";

const useStyles = makeStyles({
  root: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS, justifyContent: "center" },
});

interface ImportControlsProps {
  archive: Import;
  primary: boolean;
  onPaste: () => void;
}

/** The ways to bring material in: pasted text, the practice archive, and a file by the system's dialog or by its path. */
export function ImportControls({ archive, primary, onPaste }: ImportControlsProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  // The focus comes back here when the dialog closes.
  const restore = useRestoreFocusTarget();
  const status = useStatus().data;
  const [asking, setAsking] = useState(false);
  return (
    <div className={styles.root}>
      <Button icon={<ClipboardPasteRegular />} disabled={archive.busy} onClick={onPaste}>
        {t("linkedin.paste.open")}
      </Button>
      {status?.organizationKind === "practice" && (
        <Button icon={<PeopleChatRegular />} disabled={archive.busy} onClick={archive.sample}>
          {t("linkedin.sample")}
        </Button>
      )}
      <Button
        {...restore}
        appearance={primary ? "primary" : "secondary"}
        icon={archive.busy ? <Spinner size="tiny" aria-hidden /> : <FolderOpenRegular />}
        disabled={archive.busy}
        onClick={() => (status?.shell === "browser" ? setAsking(true) : archive.choose(t("linkedin.dialogTitle")))}
      >
        {t(archive.busy ? "linkedin.importing" : "linkedin.import")}
      </Button>
      {asking && (
        <PathDialog
          title={t("linkedin.dialogTitle")}
          label={t("linkedin.path")}
          hint={t("linkedin.pathHelp")}
          confirm={t("linkedin.pathImport")}
          onClose={() => setAsking(false)}
          onPath={archive.path}
        />
      )}
    </div>
  );
}
