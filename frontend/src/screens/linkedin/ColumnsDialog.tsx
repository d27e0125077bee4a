import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Select,
  Field,
  Spinner,
  Text,
  tokens,
} from "@fluentui/react-components";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, useChooseColumns, type Capture, type Mapping } from "../../api";
import { useWord } from "../../text/words";
import { ErrorNote } from "../../ui/ErrorNote";
import { columnOf, fieldOf, fields, kinds, lacks, withField } from "./columns";
import { SeatHolderChoice } from "./SeatHolderChoice";

const useStyles = makeStyles({
  surface: { maxWidth: "min(860px, calc(100vw - 48px))" },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  soft: { color: tokens.colorNeutralForeground2 },
  table: { borderCollapse: "collapse", width: "100%", tableLayout: "fixed" },
  cell: {
    textAlign: "start",
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    verticalAlign: "middle",
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    unicodeBidi: "isolate",
  },
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalL, alignItems: "end" },
  field: { minWidth: "220px" },
});

/** Asks what the columns of a table mean, shows the first values of each, and remembers the answer for the next one. */
export function ColumnsDialog({ capture, onCancel }: { capture: Capture; onCancel: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [mapping, setMapping] = useState<Mapping>(capture.table.mapping);
  const choose = useChooseColumns();
  const missing = lacks(mapping);
  const seats = columnOf(mapping, "seat-holder");
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => (data.open ? undefined : onCancel())}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t("linkedin.columns.title", { file: capture.file })}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{t(capture.table.remembered ? "linkedin.columns.remembered" : "linkedin.columns.help", { count: capture.table.rows })}</Text>
            {choose.error && <ErrorNote error={decodeError(choose.error)} />}
            <ColumnTable capture={capture} mapping={mapping} onChange={setMapping} />
            <RowKinds mapping={mapping} onChange={setMapping} />
            {seats !== "" && (
              <SeatHolderChoice
                id={capture.id}
                column={seats}
                chosen={mapping.seatHolders}
                onChange={(seatHolders) => setMapping({ ...mapping, seatHolders })}
              />
            )}
            <Text role="status" size={200} className={styles.soft}>
              {missing === "" ? "" : t(`linkedin.columns.lacks.${missing}`)}
            </Text>
          </DialogContent>
          <DialogActions>
            <Button onClick={onCancel}>{t("linkedin.cancel")}</Button>
            <Button
              appearance="primary"
              disabled={missing !== "" || choose.isPending}
              icon={choose.isPending ? <Spinner size="tiny" /> : null}
              onClick={() => choose.mutate({ id: capture.id, mapping })}
            >
              {t("linkedin.columns.confirm", { count: capture.table.rows })}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

interface PartProps {
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

function ColumnTable({ capture, mapping, onChange }: PartProps & { capture: Capture }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { columns, sample } = capture.table;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {["column", "example", "meaning"].map((name) => (
            <th key={name} scope="col" className={styles.cell}>
              {t(`linkedin.columns.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {columns.map((column, index) => (
          <tr key={column}>
            <th scope="row" className={styles.cell} title={column}>
              {column}
            </th>
            <td className={styles.cell}>
              {sample.map((row) => row.values[index] ?? "").find((value) => value.trim() !== "") ?? ""}
            </td>
            <td className={styles.cell}>
              <Select
                size="small"
                aria-label={t("linkedin.columns.meaningOf", { column })}
                value={fieldOf(mapping, column)}
                onChange={(_, data) => onChange(withField(mapping, column, data.value))}
              >
                <option value="">{t("linkedin.columns.nothing")}</option>
                {fields.map((field) => (
                  <option key={field} value={field}>
                    {t(`linkedin.fields.${field}`)}
                  </option>
                ))}
              </Select>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RowKinds({ mapping, onChange }: PartProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  return (
    <div className={styles.row}>
      <Field label={t("linkedin.columns.kind")} className={styles.field}>
        <Select value={mapping.kind} onChange={(_, data) => onChange({ ...mapping, kind: data.value })}>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {word("match.kinds", kind)}
            </option>
          ))}
        </Select>
      </Field>
      <Checkbox
        label={t("linkedin.columns.dayFirst")}
        checked={mapping.dayFirst}
        onChange={(_, data) => onChange({ ...mapping, dayFirst: data.checked === true })}
      />
      <Checkbox
        label={t("linkedin.columns.local")}
        checked={mapping.local}
        onChange={(_, data) => onChange({ ...mapping, local: data.checked === true })}
      />
    </div>
  );
}
