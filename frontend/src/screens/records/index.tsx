import { useTranslation } from "react-i18next";
import { Screen } from "../../ui/Screen";

export function RecordsScreen() {
  const { t } = useTranslation();
  return <Screen title={t("shell.nav.records")}>{null}</Screen>;
}
