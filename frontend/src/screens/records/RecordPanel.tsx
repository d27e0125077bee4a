import { Button, makeStyles, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { DismissRegular, OpenRegular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { shell, useRecord, type CRMRecord, type RecordRow } from "../../api";
import { useFormat } from "../../text/format";
import { useWord } from "../../text/words";
import { Loaded } from "../../ui/Loaded";
import { StateBadge } from "../../ui/StateBadge";
import { CopyButton } from "../copy/CopyButton";
import { FlagButton } from "./FlagButton";
import { HistoryList } from "./HistoryList";
import { RelatedList } from "./RelatedList";

const useStyles = makeStyles({
  close: { position: "absolute", top: tokens.spacingVerticalS, right: tokens.spacingHorizontalS },
  body: {
    position: "relative",
    display: "grid",
    alignContent: "start",
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalL,
    overflowY: "auto",
    minHeight: 0,
  },
  head: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, paddingRight: "40px" },
  name: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, overflowWrap: "anywhere" },
  acts: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  badges: { display: "flex", gap: tokens.spacingHorizontalXS, marginTop: tokens.spacingVerticalXS },
  facts: {
    display: "grid",
    gridTemplateColumns: "max-content minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
  },
  term: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: "anywhere", userSelect: "text" },
  part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  partTitle: { margin: 0 },
});

interface RecordPanelProps {
  table: string;
  id: string;
  onClose: () => void;
  onOpen: (row: RecordRow) => void;
}

/** One record: its facts, what belongs to it, and everything that was done with it. */
export function RecordPanel({ table, id, onClose, onOpen }: RecordPanelProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const record = useRecord(table, id);
  return (
    <div className={styles.body}>
      <Button
        appearance="subtle"
        icon={<DismissRegular />}
        aria-label={t("records.panel.close")}
        className={styles.close}
        onClick={onClose}
      />
      <Loaded query={record}>{(data) => <RecordBody record={data} onOpen={onOpen} />}</Loaded>
    </div>
  );
}

function RecordBody({ record, onOpen }: { record: CRMRecord; onOpen: (row: RecordRow) => void }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { row } = record;
  const initial = {
    table: row.table,
    id: row.id,
    name: row.name,
    ...(row.table === "account" ? {} : { company: row.company }),
    phone: record.phone,
  };
  return (
    <>
      <RecordHead row={row} />
      <div className={styles.acts}>
        <CopyButton initial={initial} appearance="primary" />
        {row.table === "contact" && <FlagButton key={row.id} contactId={row.id} />}
        {record.url !== "" && (
          <Button icon={<OpenRegular />} onClick={() => void shell.openExternal(record.url)}>
            {t("records.panel.openInDynamics")}
          </Button>
        )}
      </div>
      <RecordFacts record={record} />
      {row.table !== "opportunity" && (
        <Part title={t("records.panel.opportunities")}>
          <RelatedList
            label={t("records.panel.opportunities")}
            none={t("records.panel.noOpportunities")}
            rows={record.opportunities}
            onOpen={onOpen}
          />
        </Part>
      )}
      {(row.table === "account" || record.contacts.length > 0) && (
        <Part title={t("records.panel.contacts")}>
          <RelatedList
            label={t("records.panel.contacts")}
            none={t("records.panel.noContacts")}
            rows={record.contacts}
            onOpen={onOpen}
          />
        </Part>
      )}
      <Part title={t("records.panel.history")}>
        <HistoryList rows={record.history} />
      </Part>
    </>
  );
}

function RecordHead({ row }: { row: RecordRow }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  return (
    <div className={styles.head}>
      <Text size={200}>{word("match.tables", row.table)}</Text>
      <h2 className={styles.name}>{row.name}</h2>
      <Text>{[row.title, row.company].filter((part) => part !== "").join(" · ")}</Text>
      <div className={styles.badges}>
        <StateBadge tone="success" label={t("records.inCRM")} />
        {row.saved && <StateBadge tone="brand" label={t("records.savedMark")} />}
      </div>
    </div>
  );
}

function RecordFacts({ record }: { record: CRMRecord }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const format = useFormat();
  const { row } = record;
  const facts: [string, string][] = [
    [t("records.columns.email"), row.email],
    [t("records.panel.phone"), record.phone],
    [t("records.columns.city"), row.city],
    [t("records.columns.stage"), row.stage],
    [t("records.columns.value"), row.value === "" ? "" : format.number(Number(row.value))],
    [t("records.columns.owner"), row.owner],
  ];
  const known = facts.filter(([, value]) => value !== "");
  if (known.length === 0) return null;
  return (
    <dl className={styles.facts}>
      {known.map(([term, value]) => (
        <div key={term} style={{ display: "contents" }}>
          <dt className={styles.term}>{term}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.part}>
      <Subtitle2 as="h3" className={styles.partTitle}>
        {title}
      </Subtitle2>
      {children}
    </div>
  );
}
