import { useTranslation } from "react-i18next";
import { Screen } from "../../ui/Screen";

export function ConnectionScreen() {
  const { t } = useTranslation();
  return <Screen title={t("shell.nav.connection")}>{null}</Screen>;
}
