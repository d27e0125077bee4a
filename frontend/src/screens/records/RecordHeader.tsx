import { makeStyles, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { columnsOf, widthsOf } from "./columns";
import type { RecordKind } from "./filters";

const useStyles = makeStyles({
  row: {
    display: "grid",
    alignItems: "center",
    height: "100%",
    columnGap: tokens.spacingHorizontalM,
    padding: `0 ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
});

/** The names of the columns. */
export function RecordHeader({ kind, narrow }: { kind: RecordKind; narrow: boolean }) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <div role="presentation" className={styles.row} style={{ gridTemplateColumns: widthsOf(kind, narrow) }}>
      {columnsOf(kind, narrow).map((column) => (
        <div key={column} role="columnheader">
          {t(`records.columns.${column}`)}
        </div>
      ))}
    </div>
  );
}
