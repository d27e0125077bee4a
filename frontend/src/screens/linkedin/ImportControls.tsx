import { Button, Field, Input, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { ClipboardPasteRegular, FolderOpenRegular, PeopleChatRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useStatus } from "../../api";
import type { Import } from "./useImport";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    alignItems: "end",
    justifyContent: "center",
  },
  path: { display: "flex", gap: tokens.spacingHorizontalS, alignItems: "end", textAlign: "start" },
  field: { width: "min(360px, 60vw)" },
});

interface ImportControlsProps {
  archive: Import;
  primary: boolean;
  onPaste: () => void;
}

/** The ways to bring material in: pasted text, a native dialog, a path where there is none, and the practice archive. */
export function ImportControls({ archive, primary, onPaste }: ImportControlsProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const status = useStatus().data;
  const icon = archive.busy ? <Spinner size="tiny" aria-hidden /> : <FolderOpenRegular />;
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
      {status?.shell === "browser" ? (
        <PathField archive={archive} />
      ) : (
        <Button
          appearance={primary ? "primary" : "secondary"}
          icon={icon}
          disabled={archive.busy}
          onClick={() => archive.choose(t("linkedin.dialogTitle"))}
        >
          {t(archive.busy ? "linkedin.importing" : "linkedin.import")}
        </Button>
      )}
    </div>
  );
}

// A browser page cannot open a native dialog, so the person names the file.
function PathField({ archive }: { archive: Import }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [path, setPath] = useState("");
  return (
    <form
      className={styles.path}
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim() !== "") archive.path(path.trim());
      }}
    >
      <Field label={t("linkedin.path")} hint={t("linkedin.pathHelp")} size="small" className={styles.field}>
        <Input value={path} onChange={(_, data) => setPath(data.value)} />
      </Field>
      <Button type="submit" size="small" disabled={archive.busy || path.trim() === ""}>
        {t("linkedin.pathImport")}
      </Button>
    </form>
  );
}
