import { useTranslation } from "react-i18next";
import { Screen } from "../../ui/Screen";

export function UnresolvedScreen() {
  const { t } = useTranslation();
  return <Screen title={t("shell.nav.unresolved")}>{null}</Screen>;
}
