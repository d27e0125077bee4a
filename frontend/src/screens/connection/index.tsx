import { makeStyles } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { useConnection, type Connection } from "../../api";
import { Loaded } from "../../ui/Loaded";
import { Screen } from "../../ui/Screen";
import { DiagnosticsSection } from "./DiagnosticsSection";
import { DisconnectSection } from "./DisconnectSection";
import { ImportSection } from "./ImportSection";
import { NetworkSection } from "./NetworkSection";
import { PracticeNetwork } from "./PracticeNetwork";
import { PreflightSection } from "./PreflightSection";
import { ReadsSection } from "./ReadsSection";
import { StatusSection } from "./StatusSection";

const useStyles = makeStyles({ page: { maxWidth: "1100px" } });

/** Whom Ferry is connected to, what it may do there, and what it reads. */
export function ConnectionScreen() {
  const { t } = useTranslation();
  return (
    <Screen title={t("connection.title")}>
      <div className={useStyles().page}>
        <Loaded query={useConnection()}>{(connection) => <Sections connection={connection} />}</Loaded>
      </div>
    </Screen>
  );
}

function Sections({ connection }: { connection: Connection }) {
  const known = connection.state === "connected" || connection.state === "lapsed";
  return (
    <>
      <StatusSection connection={connection} />
      {known ? <ImportSection /> : null}
      {connection.organizationKind === "practice" && known ? <PracticeNetwork connection={connection} /> : null}
      {connection.state === "connected" ? <PreflightSection /> : null}
      <NetworkSection connection={connection} />
      <ReadsSection />
      <DiagnosticsSection />
      {known ? <DisconnectSection /> : null}
    </>
  );
}
