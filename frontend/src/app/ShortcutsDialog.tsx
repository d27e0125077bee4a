import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { onMac } from "./shortcuts";

const useStyles = makeStyles({
  list: {
    display: "grid",
    gridTemplateColumns: "auto 1fr",
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalM,
    alignItems: "center",
    margin: 0,
  },
  meaning: { margin: 0 },
  key: {
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase200,
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalSNudge}`,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    whiteSpace: "nowrap",
  },
});

const shortcuts = [
  { keys: ["K"], mod: true, meaning: "search" },
  { keys: ["N"], mod: true, meaning: "copyNote" },
  { keys: ["Enter"], mod: true, meaning: "queue" },
  { keys: ["1", "7"], mod: true, meaning: "screens" },
  { keys: ["F1"], mod: false, meaning: "help" },
] as const;

export interface ShortcutsDialogProps {
  open: boolean;
  onClose: () => void;
}

/** The list of keys that F1 shows. */
export function ShortcutsDialog({ open, onClose }: ShortcutsDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const mod = onMac ? "⌘" : t("shell.shortcuts.control");
  return (
    <Dialog open={open} onOpenChange={(_, data) => (data.open ? undefined : onClose())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t("shell.shortcuts.title")}</DialogTitle>
          <DialogContent>
            <dl className={styles.list}>
              {shortcuts.map((one) => (
                <Pair key={one.meaning} keys={`${one.mod ? `${mod}+` : ""}${one.keys.join("…")}`}>
                  {t(`shell.shortcuts.${one.meaning}`)}
                </Pair>
              ))}
            </dl>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              {t("common.close")}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Pair({ keys, children }: { keys: string; children: string }) {
  const styles = useStyles();
  return (
    <>
      <dt>
        <kbd className={styles.key}>{keys}</kbd>
      </dt>
      <dd className={styles.meaning}>{children}</dd>
    </>
  );
}
