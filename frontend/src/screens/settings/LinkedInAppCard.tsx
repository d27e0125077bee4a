import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, tokens } from "@fluentui/react-components";
import { OpenRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { shell, useSettings } from "../../api";

const useStyles = makeStyles({ root: { marginTop: tokens.spacingVerticalS } });

// The listing of Microsoft's own documentation for the app that brings the LinkedIn tables.
const appSource =
  "https://appsource.microsoft.com/product/dynamics-365/mscrm.5ba43194-adc5-4c13-b40d-af04f549d5da";

/** Says that the LinkedIn app is missing, where to get it, and what happens until then. */
export function LinkedInAppCard() {
  const { t } = useTranslation();
  const { refetch, isFetching } = useSettings();
  return (
    <MessageBar intent="warning" layout="multiline" className={useStyles().root}>
      <MessageBarBody>
        <MessageBarTitle>{t("settings.writeback.noApp")}</MessageBarTitle>
        {t("settings.writeback.noAppHelp")}
      </MessageBarBody>
      <MessageBarActions>
        <Button icon={<OpenRegular />} onClick={() => void shell.openExternal(appSource).catch(() => {})}>
          {t("settings.writeback.getItNow")}
        </Button>
        <Button disabled={isFetching} onClick={() => void refetch()}>
          {t("settings.writeback.checkAgain")}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
