import { useTranslation } from "react-i18next";
import { Screen } from "../../ui/Screen";

export function LinkedInScreen() {
  const { t } = useTranslation();
  return <Screen title={t("shell.nav.linkedin")}>{null}</Screen>;
}
