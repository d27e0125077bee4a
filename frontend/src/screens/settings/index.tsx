import { Button } from "@fluentui/react-components";
import { SettingsRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useConnection, useSettings } from "../../api";
import { EmptyState } from "../../ui/EmptyState";
import { Loaded } from "../../ui/Loaded";
import { Screen } from "../../ui/Screen";
import { Skeletons } from "../../ui/Skeletons";
import { ConnectDialog } from "../connection/ConnectDialog";
import { SettingsForm } from "./SettingsForm";
import { SettingsHeader } from "./SettingsHeader";

/** CRM Settings: what an admin chooses for every seat holder. */
export function SettingsScreen() {
  const { t } = useTranslation();
  return (
    <Screen title={t("settings.title")} subtitle={t("settings.forEverybody")} commands={<SettingsHeader />} fill>
      <Loaded query={useConnection()}>
        {(connection) =>
          connection.state === "connected" || connection.state === "lapsed" ? <Loading /> : <NotConnected />
        }
      </Loaded>
    </Screen>
  );
}

function Loading() {
  return (
    <Loaded query={useSettings()} skeleton={<Skeletons rows={5} height={72} />}>
      {(settings) => <SettingsForm settings={settings} />}
    </Loaded>
  );
}

function NotConnected() {
  const { t } = useTranslation();
  const [connecting, setConnecting] = useState(false);
  return (
    <>
      <EmptyState
        icon={<SettingsRegular />}
        title={t("settings.notConnected")}
        text={t("settings.notConnectedHelp")}
        action={
          <Button appearance="primary" onClick={() => setConnecting(true)}>
            {t("connection.connectToCrm")}
          </Button>
        }
      />
      {connecting ? <ConnectDialog onClose={() => setConnecting(false)} /> : null}
    </>
  );
}
