import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Radio,
  RadioGroup,
  Spinner,
  Text,
  tokens,
} from "@fluentui/react-components";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, useConfirmOwner, type Capture } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";

const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
});

/** Asks whose archive it is: LinkedIn does not say, and who sent what follows from it. */
export function OwnerDialog({ capture, onCancel }: { capture: Capture; onCancel: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [key, setKey] = useState(capture.owners[0]?.key ?? "");
  const confirm = useConfirmOwner();
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => (data.open ? undefined : onCancel())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t("linkedin.owner.title")}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{t("linkedin.owner.help")}</Text>
            {confirm.error && <ErrorNote error={decodeError(confirm.error)} />}
            <RadioGroup
              aria-label={t("linkedin.owner.title")}
              value={key}
              onChange={(_, data) => setKey(data.value)}
            >
              {capture.owners.map((owner) => (
                <Radio
                  key={owner.key}
                  value={owner.key}
                  label={[owner.name || t("linkedin.unnamed"), owner.company].filter((part) => part !== "").join(" · ")}
                />
              ))}
            </RadioGroup>
          </DialogContent>
          <DialogActions>
            <Button onClick={onCancel}>{t("linkedin.cancel")}</Button>
            <Button
              appearance="primary"
              disabled={key === "" || confirm.isPending}
              icon={confirm.isPending ? <Spinner size="tiny" /> : null}
              onClick={() => confirm.mutate({ id: capture.id, memberKey: key })}
            >
              {t("linkedin.owner.confirm")}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
