import { Button, makeStyles, Text, tokens, Toolbar, ToolbarButton } from "@fluentui/react-components";
import { DeleteRegular, DismissRegular, LinkRegular, PersonProhibitedRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import type { Group } from "./groups";
import { useHowMany } from "./words";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    padding: `0 ${tokens.spacingHorizontalXS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorBrandBackground2,
    flexShrink: 0,
  },
  acts: { flexWrap: "wrap" },
});

interface ChoiceBarProps {
  chosen: Group[];
  onLink: () => void;
  onNotInCRM: () => void;
  onRemove: () => void;
  onClear: () => void;
}

/** What can be done with the people chosen. */
export function ChoiceBar({ chosen, onLink, onNotInCRM, onRemove, onClear }: ChoiceBarProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const howMany = useHowMany();
  return (
    <div className={styles.root}>
      <Button
        appearance="subtle"
        icon={<DismissRegular />}
        aria-label={t("outbox.clearSelection")}
        title={t("outbox.clearSelection")}
        onClick={onClear}
      />
      <Text role="status" weight="semibold">
        {t("unresolved.bulk.selected", howMany(chosen))}
      </Text>
      <Toolbar size="small" aria-label={t("unresolved.bulk.label")} className={styles.acts}>
        <ToolbarButton icon={<LinkRegular />} onClick={onLink}>
          {t("unresolved.link")}
        </ToolbarButton>
        <ToolbarButton icon={<PersonProhibitedRegular />} onClick={onNotInCRM}>
          {t("unresolved.notInCRM")}
        </ToolbarButton>
        <ToolbarButton icon={<DeleteRegular />} onClick={onRemove}>
          {t("outbox.removeFromCRM")}
        </ToolbarButton>
      </Toolbar>
    </div>
  );
}
