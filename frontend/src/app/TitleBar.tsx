import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { useStatus } from "../api";
import { OrganizationBadge } from "./OrganizationBadge";
import { PersonMenu, type PersonMenuProps } from "./PersonMenu";

const useStyles = makeStyles({
  root: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    minHeight: "44px",
    padding: `0 ${tokens.spacingHorizontalL}`,
  },
  name: { color: tokens.colorBrandForeground1, flex: 1 },
  organization: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
});

/** The line on top: Ferry, the organization with its badge, and the person. */
export function TitleBar({ onShortcuts, onDiagnostics }: Omit<PersonMenuProps, "name">) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { data: status } = useStatus();
  return (
    <header className={styles.root}>
      <Text size={400} weight="bold" className={styles.name}>
        {t("shell.name")}
      </Text>
      <Text className={styles.organization}>{status?.organizationName}</Text>
      <OrganizationBadge kind={status?.organizationKind ?? ""} />
      <PersonMenu name={status?.userName ?? ""} onShortcuts={onShortcuts} onDiagnostics={onDiagnostics} />
    </header>
  );
}
