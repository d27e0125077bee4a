import { Button } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { useConnect, useStatus } from "../api";
import { go } from "./route";
import type { WarningAct } from "./warningActs";

const labels: Record<WarningAct, string> = {
  "sign-in": "connection.signInAgain",
  connection: "warnings.openConnection",
  restore: "restore.open",
  outbox: "warnings.openOutbox",
  settings: "warnings.openSettings",
  diagnostics: "diagnostics.save",
};

export interface WarningButtonProps {
  act: WarningAct;
  onDiagnostics: () => void;
}

/** The button of an act. */
export function WarningButton({ act, onDiagnostics }: WarningButtonProps) {
  const { t } = useTranslation();
  const { data: status } = useStatus();
  const connect = useConnect();
  const signIn = () => {
    // The practice organization asks who one wants to be; Connection does that.
    if (status?.organizationKind !== "practice" && status?.organizationUrl) connect.mutate(status.organizationUrl);
    go("connection");
  };
  const does: Record<WarningAct, () => void> = {
    "sign-in": signIn,
    connection: () => go("connection"),
    restore: () => go("connection"),
    outbox: () => go("outbox"),
    settings: () => go("crm-settings"),
    diagnostics: onDiagnostics,
  };
  return (
    <Button size="small" onClick={does[act]}>
      {t(labels[act])}
    </Button>
  );
}
