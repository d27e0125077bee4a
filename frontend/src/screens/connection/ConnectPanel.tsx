import { makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFoundOrganizations, useStatus } from "../../api";
import { ChoiceCard } from "../../ui/ChoiceCard";
import { DynamicsForm } from "./DynamicsForm";
import { FindForm } from "./FindForm";
import { PracticeForm } from "./PracticeForm";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  cards: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(240px, 1fr))",
    gap: tokens.spacingHorizontalM,
    border: "none",
    margin: 0,
    padding: 0,
  },
  legend: { fontWeight: tokens.fontWeightSemibold, paddingBottom: tokens.spacingVerticalS },
});

type Picked = "dynamics" | "practice";

/**
 * The CRM picker: Microsoft Dynamics by its address or among the organizations of an account, or the practice organization
 * as one of its people.
 */
export function ConnectPanel() {
  const styles = useStyles();
  const { t } = useTranslation();
  const { data: status } = useStatus();
  // The program behind a browser page trusts that page, so it connects to nothing real.
  const practiceOnly = status?.shell === "browser";
  const { data: found } = useFoundOrganizations();
  const [chosen, setPicked] = useState<Picked>();
  // Whoever looked for organizations comes back here to choose one.
  const picked = chosen ?? (found !== undefined && found.account !== "" ? "dynamics" : "practice");
  return (
    <div className={styles.root}>
      <fieldset className={styles.cards}>
        <legend className={styles.legend}>{t("connection.picker")}</legend>
        <ChoiceCard
          name="crm"
          title={t("connection.dynamics")}
          text={practiceOnly ? t("connection.dynamicsBrowserShell") : t("connection.dynamicsHelp")}
          checked={picked === "dynamics"}
          disabled={practiceOnly}
          onPick={() => setPicked("dynamics")}
        />
        <ChoiceCard
          name="crm"
          title={t("connection.tryPractice")}
          text={t("connection.practiceHelp")}
          checked={picked === "practice"}
          onPick={() => setPicked("practice")}
        />
      </fieldset>
      {picked === "dynamics" ? (
        <>
          <DynamicsForm />
          <FindForm />
        </>
      ) : (
        <PracticeForm />
      )}
    </div>
  );
}
