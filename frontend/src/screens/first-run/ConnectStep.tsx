import { Button } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { useConnection, type Connection } from "../../api";
import { Loaded } from "../../ui/Loaded";
import { ConnectingPanel } from "../connection/ConnectingPanel";
import { ConnectionProblem } from "../connection/ConnectionProblem";
import { ConnectPanel } from "../connection/ConnectPanel";
import { StepBody } from "./StepBody";

export interface ConnectStepProps {
  onBack: () => void;
  onLater: () => void;
}

/** Step two: connect to a CRM, or try the practice organization. */
export function ConnectStep({ onBack, onLater }: ConnectStepProps) {
  const { t } = useTranslation();
  return (
    <StepBody
      title={t("firstRun.connectTitle")}
      buttons={
        <>
          <Button onClick={onBack}>{t("common.back")}</Button>
          <Button onClick={onLater}>{t("firstRun.later")}</Button>
        </>
      }
    >
      <Loaded query={useConnection()}>{(connection) => <Body connection={connection} />}</Loaded>
    </StepBody>
  );
}

function Body({ connection }: { connection: Connection }) {
  if (connection.state === "connecting") return <ConnectingPanel connection={connection} />;
  return (
    <>
      <ConnectionProblem problem={connection.problem} />
      <ConnectPanel />
    </>
  );
}
