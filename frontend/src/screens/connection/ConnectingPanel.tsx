import { Button, makeStyles, mergeClasses, Spinner, Text, tokens } from "@fluentui/react-components";
import { CheckmarkCircleRegular, CircleRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { useCancelConnect, type Connection } from "../../api";
import { useFormat } from "../../text/format";
import { ConnectionProblem } from "./ConnectionProblem";
import { SignInLink } from "./SignInLink";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL, alignItems: "flex-start" },
  steps: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  step: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM, minHeight: "24px" },
  later: { color: tokens.colorNeutralForeground3 },
  icon: { width: "20px", fontSize: "20px", lineHeight: 0 },
  done: { color: tokens.colorStatusSuccessForeground1 },
});

const stepsToConnect = ["probe", "sign-in", "organization", "preflight"];
const stepsToFind = ["sign-in", "organization"];
type StepState = "done" | "now" | "later";

/** A connection under way: its steps, the wait for the browser, and Cancel. */
export function ConnectingPanel({ connection }: { connection: Connection }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { time } = useFormat();
  const cancel = useCancelConnect();
  const steps = connection.finding ? stepsToFind : stepsToConnect;
  const now = steps.findIndex((step) => step === connection.step);
  const waiting = connection.step === "sign-in";
  const noBrowser = connection.problem.code === "no-browser";
  const wait = [
    noBrowser ? "" : t("connection.signInWait"),
    connection.signInDeadline === "" ? "" : t("connection.signInDeadline", { time: time(connection.signInDeadline) }),
  ];
  return (
    <div className={styles.root}>
      <ol className={styles.steps} aria-live="polite">
        {steps.map((step, index) => (
          <Step
            key={step}
            name={connection.finding && step === "organization" ? "list" : step}
            state={index < now ? "done" : index === now ? "now" : "later"}
          />
        ))}
      </ol>
      {waiting ? <Text>{wait.filter(Boolean).join(" ")}</Text> : null}
      {noBrowser ? null : <ConnectionProblem problem={connection.problem} />}
      {waiting ? <SignInLink attemptId={connection.attemptId} shown={noBrowser} /> : null}
      <Button disabled={cancel.isPending} onClick={() => cancel.mutate(connection.attemptId)}>
        {t("common.cancel")}
      </Button>
    </div>
  );
}

function Step({ name, state }: { name: string; state: StepState }) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <li
      className={mergeClasses(styles.step, state === "later" && styles.later)}
      aria-current={state === "now" ? "step" : undefined}
    >
      <span className={mergeClasses(styles.icon, state === "done" && styles.done)}>
        {state === "now" ? <Spinner size="tiny" aria-label={t("connection.stepStates.now")} /> : null}
        {state === "done" ? <CheckmarkCircleRegular aria-label={t("connection.stepStates.done")} role="img" /> : null}
        {state === "later" ? <CircleRegular aria-label={t("connection.stepStates.later")} role="img" /> : null}
      </span>
      <Text weight={state === "now" ? "semibold" : "regular"}>{t(`connection.steps.${name}`)}</Text>
    </li>
  );
}
