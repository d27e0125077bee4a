import { Button, makeStyles } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { ApiError } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";

const useStyles = makeStyles({ root: { maxWidth: "1100px", flexShrink: 0 } });

export interface SaveProblemProps {
  error: ApiError;
  onReadNew: () => void;
}

/** Why the settings were not saved; where somebody else saved meanwhile, the way to their version. */
export function SaveProblem({ error, onReadNew }: SaveProblemProps) {
  const { t } = useTranslation();
  // Two admins who save for the first time collide on the row's id, two who change it on its version.
  const conflict = error.code === "changed" || error.code === "duplicate-key";
  const shown = conflict ? { code: "changed", detail: error.detail } : error;
  return (
    <div className={useStyles().root}>
      <ErrorNote
        error={shown}
        action={conflict ? <Button onClick={onReadNew}>{t("settings.readNew")}</Button> : undefined}
      />
    </div>
  );
}
