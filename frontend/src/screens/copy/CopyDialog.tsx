import { Dialog, DialogBody, DialogSurface, DialogTitle, makeStyles } from "@fluentui/react-components";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CopyResult } from "../../api";
import { CopyForm } from "./CopyForm";
import { CopyQueued } from "./CopyQueued";
import type { CopyInitial } from "./draft";

const useStyles = makeStyles({ surface: { maxWidth: "min(920px, calc(100vw - 48px))" } });

export interface CopyDialogProps {
  open: boolean;
  onClose: () => void;
  initial?: CopyInitial | undefined;
}

/** Copy to CRM: a typed note, message, InMail or call. It works offline, and says Queued when the entry is on disk. */
export function CopyDialog({ open, onClose, initial }: CopyDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <Dialog open={open} modalType="modal" onOpenChange={(_, data) => (data.open ? undefined : onClose())}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t("copy.copyToCRM")}</DialogTitle>
          {open && <CopySteps initial={initial} onClose={onClose} />}
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function CopySteps({ initial, onClose }: { initial: CopyInitial | undefined; onClose: () => void }) {
  const [result, setResult] = useState<CopyResult | null>(null);
  if (result === null) return <CopyForm initial={initial} onQueued={setResult} onClose={onClose} />;
  return <CopyQueued result={result} onAnother={() => setResult(null)} onClose={onClose} />;
}
