import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { ArrowSyncRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { useCancelSync, useImportProgress, useStatus, useSync, type ImportProgress } from "../../api";
import { go } from "../../app/route";
import { useFormat } from "../../text/format";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Section";
import { ConnectionProblem } from "./ConnectionProblem";
import { ImportTables } from "./ImportTables";

const useStyles = makeStyles({
  stack: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  note: { color: tokens.colorNeutralForeground2 },
  offer: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalM },
});

/** The import under way, or the last one; Sync now and Cancel. */
export function ImportSection() {
  const { t } = useTranslation();
  const progress = useImportProgress();
  return (
    <Section title={t("connection.import.title")} action={<SyncButton running={progress.data?.running ?? false} />}>
      <Loaded query={progress}>{(data) => <Progress progress={data} />}</Loaded>
    </Section>
  );
}

function SyncButton({ running }: { running: boolean }) {
  const { t } = useTranslation();
  const sync = useSync();
  const cancel = useCancelSync();
  if (running) {
    return (
      <Button disabled={cancel.isPending} onClick={() => cancel.mutate()}>
        {t("connection.cancelSync")}
      </Button>
    );
  }
  return (
    <Button icon={<ArrowSyncRegular />} disabled={sync.isPending} onClick={() => sync.mutate()}>
      {t("connection.syncNow")}
    </Button>
  );
}

function Progress({ progress }: { progress: ImportProgress }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const sentence = progress.running
    ? t("connection.import.running")
    : progress.finished === ""
      ? t("connection.import.notYet")
      : t("connection.import.finished", { time: dateTime(progress.finished) });
  return (
    <div className={styles.stack}>
      <Text className={styles.note}>{sentence}</Text>
      <ConnectionProblem problem={progress.problem} />
      {progress.tables.length === 0 ? null : <ImportTables tables={progress.tables} />}
      <OfferSettings progress={progress} />
    </div>
  );
}

function OfferSettings({ progress }: { progress: ImportProgress }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { data: status } = useStatus();
  const offered = !progress.running && progress.finished !== "" && status?.settingsSaved === false && status.admin;
  if (!offered) return null;
  return (
    <div className={styles.offer}>
      <Text weight="semibold">{t("connection.import.setSettings")}</Text>
      <Button appearance="primary" onClick={() => go("crm-settings")}>
        {t("home.setSettings")}
      </Button>
    </div>
  );
}
