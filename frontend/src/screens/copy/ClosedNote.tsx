import { Button, MessageBar, MessageBarActions, MessageBarBody } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { go } from "../../app/route";
import type { Closed } from "./gate";

/** Why nothing can be copied now, and where that is changed. */
export function ClosedNote({ closed, onLeave }: { closed: Closed; onLeave?: () => void }) {
  const { t } = useTranslation();
  if (closed === "") return null;
  const connect = closed === "not-connected";
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{t(`copy.off.${closed}`)}</MessageBarBody>
      <MessageBarActions>
        <Button
          onClick={() => {
            onLeave?.();
            go(connect ? "connection" : "crm-settings");
          }}
        >
          {t(connect ? "copy.connect" : "copy.settings")}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
