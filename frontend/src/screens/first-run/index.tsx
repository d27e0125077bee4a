import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../api";
import { ConnectStep } from "./ConnectStep";
import { LanguageStep } from "./LanguageStep";
import { NextStep } from "./NextStep";
import type { StepName } from "./stepNames";
import { Steps } from "./Steps";

const useStyles = makeStyles({
  root: {
    height: "100%",
    boxSizing: "border-box",
    overflow: "auto",
    backgroundColor: tokens.colorNeutralBackground3,
    padding: tokens.spacingHorizontalXXL,
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
  },
  page: {
    width: "100%",
    maxWidth: "760px",
    margin: "auto 0",
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXL,
  },
  title: { margin: 0, fontSize: tokens.fontSizeHero700, lineHeight: tokens.lineHeightHero700 },
  intro: { color: tokens.colorNeutralForeground2 },
  card: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow4,
    padding: tokens.spacingHorizontalXXL,
  },
});

/** The three steps of a first start: language, connection, what to do next. */
export function FirstRun() {
  const styles = useStyles();
  const { t } = useTranslation();
  const { data: connection } = useConnection();
  const [left, setLeft] = useState<StepName>("language");
  // A connection that succeeds ends the second step by itself.
  const step = left === "connect" && connection?.state === "connected" ? "next" : left;
  return (
    <main className={styles.root}>
      <div className={styles.page}>
        <header>
          <h1 className={styles.title}>{t("firstRun.welcome")}</h1>
          <Text className={styles.intro}>{t("firstRun.intro")}</Text>
        </header>
        <Steps current={step} />
        <div className={styles.card}>
          {step === "language" ? <LanguageStep onNext={() => setLeft("connect")} /> : null}
          {step === "connect" ? (
            <ConnectStep onBack={() => setLeft("language")} onLater={() => setLeft("next")} />
          ) : null}
          {step === "next" ? <NextStep /> : null}
        </div>
      </div>
    </main>
  );
}
