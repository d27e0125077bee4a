import { Link, makeStyles, Text, tokens } from "@fluentui/react-components";
import type { RecordRow } from "../../api";
import { useFormat } from "../../text/format";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0 },
  item: { display: "flex", flexDirection: "column", padding: `${tokens.spacingVerticalXS} 0` },
  link: { textAlign: "start" },
  soft: { color: tokens.colorNeutralForeground2 },
});

interface RelatedListProps {
  label: string;
  /** What to say where there are none. */
  none: string;
  rows: RecordRow[];
  onOpen: (row: RecordRow) => void;
}

/** Records that belong to the one shown; each opens in its place. */
export function RelatedList({ label, none, rows, onOpen }: RelatedListProps) {
  const styles = useStyles();
  const format = useFormat();
  if (rows.length === 0) return <Text className={styles.soft}>{none}</Text>;
  return (
    <ul aria-label={label} className={styles.list}>
      {rows.map((row) => (
        <li key={row.id} className={styles.item}>
          <Link as="button" className={styles.link} onClick={() => onOpen(row)}>
            {row.name}
          </Link>
          <Text size={200} className={styles.soft}>
            {[row.title, row.stage, row.value === "" ? "" : format.number(Number(row.value)), row.owner]
              .filter((part) => part !== "")
              .join(" · ")}
          </Text>
        </li>
      ))}
    </ul>
  );
}
