import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { useConnection, useImportProgress, useSavePreferences, useStatus } from "../../api";
import { go, type ScreenName } from "../../app/route";
import { ConnectionProblem } from "../connection/ConnectionProblem";
import { ImportLine } from "../connection/ImportLine";
import { StepBody } from "./StepBody";

const useStyles = makeStyles({
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column" },
  option: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  help: { color: tokens.colorNeutralForeground2, flex: "1 1 300px" },
});

/** Step three: the first import as it goes, and what can be done next. */
export function NextStep() {
  const styles = useStyles();
  const { t } = useTranslation();
  const { data: connection } = useConnection();
  const { data: progress } = useImportProgress();
  const { data: status } = useStatus();
  const save = useSavePreferences();
  const connected = connection?.state === "connected";
  const leave = (screen: ScreenName) => {
    go(screen);
    save.mutate({ firstRunDone: true });
  };
  const offerSettings = connected && status?.admin === true && !status.settingsSaved;
  const options = connected ? optionsOf(offerSettings) : [];
  return (
    <StepBody
      title={t(connected ? "firstRun.nextTitle" : "firstRun.nextTitleNone")}
      help={t(connected ? "firstRun.nextHelp" : "firstRun.nextHelpNone")}
      buttons={
        <Button appearance={offerSettings ? "secondary" : "primary"} onClick={() => leave("home")}>
          {t("firstRun.options.home")}
        </Button>
      }
    >
      {progress === undefined ? null : <ConnectionProblem problem={progress.problem} />}
      {progress === undefined ? null : <ImportLine progress={progress} />}
      <ul className={styles.list}>
        {options.map(({ name, screen }) => (
          <li key={name} className={styles.option}>
            <Text className={styles.help}>{t(`firstRun.options.${name}Help`)}</Text>
            <Button appearance={name === "settings" ? "primary" : "secondary"} onClick={() => leave(screen)}>
              {t(`firstRun.options.${name}`)}
            </Button>
          </li>
        ))}
      </ul>
    </StepBody>
  );
}

function optionsOf(offerSettings: boolean): { name: string; screen: ScreenName }[] {
  const all: { name: string; screen: ScreenName }[] = [
    { name: "settings", screen: "crm-settings" },
    { name: "records", screen: "records" },
    { name: "linkedin", screen: "linkedin" },
  ];
  return offerSettings ? all : all.slice(1);
}
