import { makeStyles, Switch, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { decodeError, useSetPracticeOffline, type Connection } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";
import { Section } from "../../ui/Section";

const useStyles = makeStyles({ help: { display: "block", color: tokens.colorNeutralForeground2 } });

/** Switches the practice organization's network off, to try what happens offline. */
export function PracticeNetwork({ connection }: { connection: Connection }) {
  const { t } = useTranslation();
  const set = useSetPracticeOffline();
  return (
    <Section title={t("connection.practiceNetwork.title")}>
      <Switch
        label={t("connection.practiceNetwork.switch")}
        checked={connection.practiceOffline}
        disabled={set.isPending}
        onChange={(_, data) => set.mutate(data.checked)}
      />
      <Text className={useStyles().help}>{t("connection.practiceNetwork.help")}</Text>
      {set.error === null ? null : <ErrorNote error={decodeError(set.error)} />}
    </Section>
  );
}
