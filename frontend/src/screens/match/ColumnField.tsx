import { Field, Input, makeStyles, Select, Textarea } from "@fluentui/react-components";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import type { PersonColumn } from "../../api";

const useStyles = makeStyles({
  wide: { gridColumnStart: 1, gridColumnEnd: -1 },
  input: { minWidth: 0, width: "100%" },
});

interface ColumnFieldProps {
  column: PersonColumn;
  value: string;
  onChange: (value: string) => void;
  /** What the field says of its value. */
  state: Partial<ComponentProps<typeof Field>>;
}

/** A column of the organization's, under the name that it has there. */
export function ColumnField({ column, value, onChange, state }: ColumnFieldProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const change = (_: unknown, data: { value: string }) => onChange(data.value);
  return (
    <Field label={column.label} {...state} {...(column.kind === "memo" ? { className: styles.wide } : {})}>
      {column.kind === "choice" ? (
        <Select className={styles.input} value={value} onChange={change}>
          <option value="">{t("create.choose")}</option>
          {column.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      ) : column.kind === "memo" ? (
        <Textarea className={styles.input} value={value} onChange={change} />
      ) : (
        <Input className={styles.input} value={value} onChange={change} />
      )}
    </Field>
  );
}
