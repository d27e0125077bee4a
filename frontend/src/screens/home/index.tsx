import { useTranslation } from "react-i18next";
import { Screen } from "../../ui/Screen";

export function HomeScreen() {
  const { t } = useTranslation();
  return <Screen title={t("shell.nav.home")}>{null}</Screen>;
}
