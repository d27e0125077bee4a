import { makeStyles } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { useStatus } from "../../api";
import { Loaded } from "../../ui/Loaded";
import { OfflineNote } from "../../ui/OfflineNote";
import { Screen } from "../../ui/Screen";
import { NeedsYou } from "./NeedsYou";
import { OutboxCounts } from "./OutboxCounts";
import { QuickCopy } from "./QuickCopy";

const useStyles = makeStyles({ page: { maxWidth: "1100px" } });

/** What needs me now, and a quick way to copy. Nothing else. */
export function HomeScreen() {
  const { t } = useTranslation();
  return (
    <Screen title={t("shell.nav.home")}>
      <div className={useStyles().page}>
        <Loaded query={useStatus()}>
          {(status) => (
            <>
              {status.connection === "connected" && !status.online ? <OfflineNote text={t("home.offline")} /> : null}
              <NeedsYou status={status} />
              <QuickCopy />
              <OutboxCounts status={status} />
            </>
          )}
        </Loaded>
      </div>
    </Screen>
  );
}
