import { Button, makeStyles, Text, tokens, Toolbar, ToolbarButton } from "@fluentui/react-components";
import { ArrowClockwiseRegular, DeleteRegular, DismissRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import type { EntryRow } from "../../api";
import { canRemove, canRetry } from "./abilities";

const useStyles = makeStyles({
  root: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorBrandBackground2,
    flexShrink: 0,
  },
  grow: { flexGrow: 1 },
});

interface BulkBarProps {
  selected: EntryRow[];
  onRetry: () => void;
  onRemove: () => void;
  onClear: () => void;
}

/** What can be done with the entries selected. */
export function BulkBar({ selected, onRetry, onRemove, onClear }: BulkBarProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <div className={styles.root}>
      <Text role="status" weight="semibold">
        {t("outbox.selected", { count: selected.length })}
      </Text>
      <Toolbar aria-label={t("outbox.bulk")} className={styles.grow}>
        <ToolbarButton icon={<ArrowClockwiseRegular />} disabled={!selected.some(canRetry)} onClick={onRetry}>
          {t("outbox.retry")}
        </ToolbarButton>
        <ToolbarButton icon={<DeleteRegular />} disabled={!selected.some(canRemove)} onClick={onRemove}>
          {t("outbox.remove")}
        </ToolbarButton>
      </Toolbar>
      <Button appearance="subtle" icon={<DismissRegular />} onClick={onClear}>
        {t("outbox.clearSelection")}
      </Button>
    </div>
  );
}
