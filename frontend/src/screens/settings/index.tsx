import { useTranslation } from "react-i18next";
import { Screen } from "../../ui/Screen";

export function SettingsScreen() {
  const { t } = useTranslation();
  return <Screen title={t("shell.nav.crm-settings")}>{null}</Screen>;
}
