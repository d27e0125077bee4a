import { useTranslation } from "react-i18next";
import { Screen } from "../../ui/Screen";

export function OutboxScreen() {
  const { t } = useTranslation();
  return <Screen title={t("shell.nav.outbox")}>{null}</Screen>;
}
