import { Button, DialogActions, DialogContent, makeStyles, Text, tokens } from "@fluentui/react-components";
import { CheckmarkCircleRegular } from "@fluentui/react-icons";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useStatus, type CopyResult } from "../../api";
import { go } from "../../app/route";

const useStyles = makeStyles({
  root: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM, minHeight: "96px" },
  icon: { fontSize: "32px", color: tokens.colorPaletteGreenForeground1, flexShrink: 0 },
  words: { display: "flex", flexDirection: "column" },
});

interface CopyQueuedProps {
  result: CopyResult;
  onAnother: () => void;
  onClose: () => void;
}

/** Says that the entry is kept, and where it waits. */
export function CopyQueued({ result, onAnother, onClose }: CopyQueuedProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const online = useStatus().data?.online ?? true;
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  const entry = result.queued[0] ?? result.already[0];
  const added = result.queued.length > 0;
  return (
    <>
      <DialogContent className={styles.root}>
        <CheckmarkCircleRegular aria-hidden className={styles.icon} />
        <div role="status" className={styles.words}>
          <Text weight="semibold" size={400}>
            {t(added ? "copy.queued" : "copy.already")}
          </Text>
          {added && <Text>{t(online ? "copy.queuedDetail" : "copy.queuedOffline")}</Text>}
        </div>
      </DialogContent>
      <DialogActions fluid>
        <Button
          onClick={() => {
            onClose();
            go("outbox", ...(entry === undefined ? [] : [entry]));
          }}
        >
          {t("copy.toOutbox")}
        </Button>
        <Button onClick={onAnother}>{t("copy.another")}</Button>
        <Button ref={close} appearance="primary" onClick={onClose}>
          {t("copy.close")}
        </Button>
      </DialogActions>
    </>
  );
}
