import { Link, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useReads, type ReadTable } from "../../api";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Section";
import { useTableName } from "./tableNames";

const useStyles = makeStyles({
  note: { color: tokens.colorNeutralForeground2 },
  list: { listStyle: "none", margin: `${tokens.spacingVerticalM} 0 0`, padding: 0 },
  row: {
    display: "grid",
    gridTemplateColumns: "minmax(140px, 1fr) minmax(0, 2fr) minmax(140px, 1fr)",
    columnGap: tokens.spacingHorizontalL,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  cell: { display: "flex", flexDirection: "column", alignItems: "flex-start", gap: tokens.spacingVerticalXXS },
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: "anywhere" },
});

/** The page "What Ferry reads and why", made from the program's own list. */
export function ReadsSection() {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <Section title={t("connection.reads.title")}>
      <Text className={styles.note}>{t("connection.reads.help")}</Text>
      <Loaded query={useReads()}>
        {(tables) => (
          <ul className={styles.list}>
            {tables.map((table) => (
              <Row key={table.table} table={table} />
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}

function Row({ table }: { table: ReadTable }) {
  const styles = useStyles();
  const { t, i18n } = useTranslation();
  const name = useTableName();
  const [open, setOpen] = useState(false);
  const reason = i18n.exists(`connection.reads.reasons.${table.table}`) ? table.table : "other";
  return (
    <li className={styles.row}>
      <div className={styles.cell}>
        <Text weight="semibold">{name(table.table)}</Text>
        <Text size={200}>{t(table.required ? "connection.reads.required" : "connection.reads.optional")}</Text>
      </div>
      <div className={styles.cell}>
        <Text>{t(`connection.reads.reasons.${reason}`)}</Text>
        <Link as="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("connection.reads.columns", { count: table.columns.length })}
        </Link>
        {open ? <span className={styles.code}>{table.columns.join(", ")}</span> : null}
      </div>
      <span className={styles.code}>{table.privilege}</span>
    </li>
  );
}
