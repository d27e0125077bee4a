import { Field, Input, makeStyles, Radio, RadioGroup, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { PersonColumn, PersonRequest } from "../../api";
import { AccountField, type Account } from "./AccountField";
import { ColumnField } from "./ColumnField";
import { columnOf, furtherColumns, givenOf, withValue, type PersonField, type PersonTable } from "./columns";
import { useProblem } from "./useProblem";

const useStyles = makeStyles({
  root: { display: "grid", gridTemplateColumns: "repeat(2, minmax(0, 1fr))", gap: tokens.spacingHorizontalM, alignItems: "start" },
  wide: { gridColumnStart: 1, gridColumnEnd: -1 },
  input: { minWidth: 0, width: "100%" },
  soft: { gridColumnStart: 1, gridColumnEnd: -1, color: tokens.colorNeutralForeground2 },
});

interface PersonFieldsProps {
  person: PersonRequest;
  /** What the organization says of its columns. */
  columns: PersonColumn[];
  /** The accounts offered, and the one chosen. */
  accounts: Account[];
  account: Account | null;
  onAccount: (account: Account | null) => void;
  /** What may be made: one at least. */
  tables: PersonTable[];
  /** Somebody tried to send the form: what is missing is said. */
  tried: boolean;
  onChange: (change: Partial<PersonRequest>) => void;
}

/** What a contact or lead says. */
export function PersonFields(props: PersonFieldsProps) {
  const { person, columns, tables, tried, onChange } = props;
  const styles = useStyles();
  const { t } = useTranslation();
  const problem = useProblem(person, tried);
  const state = (field: PersonField) => problem(columnOf(columns, person.table, field));
  const source = columnOf(columns, person.table, "source");
  const sourced = source && (source.options.length > 1 || source.required); // one option is no choice
  const { asked, others } = furtherColumns(columns, person.table);
  const nameless = tried && person.lastName.trim() === "";
  const text = (field: "firstName" | "jobTitle" | "email" | "phone" | "company" | "country", type?: "email" | "tel") => (
    <Field label={t(`create.fields.${field}`)} {...state(field)}>
      <Input
        className={styles.input}
        value={person[field]}
        {...(type === undefined ? {} : { type })}
        onChange={(_, data) => onChange({ [field]: data.value })}
      />
    </Field>
  );
  return (
    <div className={styles.root}>
      {tables.length > 1 && (
        <Field label={t("create.as")} className={styles.wide}>
          <RadioGroup layout="horizontal" value={person.table} onChange={(_, data) => onChange({ table: data.value })}>
            {tables.map((one) => (
              <Radio key={one} value={one} label={t(`create.tables.${one}`)} />
            ))}
          </RadioGroup>
        </Field>
      )}
      {text("firstName")}
      <Field
        label={t("create.fields.lastName")}
        {...state("lastName")}
        required
        {...(nameless ? { validationState: "error", validationMessage: t("create.lastNameMissing") } : {})}
      >
        <Input
          className={styles.input}
          value={person.lastName}
          onChange={(_, data) => onChange({ lastName: data.value })}
        />
      </Field>
      {text("jobTitle")}
      {person.table === "lead" ? (
        text("company")
      ) : (
        <AccountField
          offered={props.accounts}
          account={props.account}
          onChange={props.onAccount}
          state={state("accountId")}
        />
      )}
      {text("email", "email")}
      {text("phone", "tel")}
      {text("country")}
      {sourced && (
        <ColumnField
          column={source}
          value={person.source}
          onChange={(value) => onChange({ source: value })}
          state={problem(source)}
        />
      )}
      {person.table === "lead" && (
        <Field className={styles.wide} label={t("create.fields.topic")} hint={t("create.topicHint")} {...state("topic")}>
          <Input
            className={styles.input}
            value={person.topic}
            onChange={(_, data) => onChange({ topic: data.value })}
          />
        </Field>
      )}
      {asked.map((column) => (
        <ColumnField
          key={column.name}
          column={column}
          value={givenOf(person, column.name)}
          onChange={(value) => onChange({ columns: withValue(person, column.name, value) })}
          state={problem(column)}
        />
      ))}
      {others.length > 0 && (
        <Text size={200} className={styles.soft}>
          {t("create.others", { columns: others.map(({ label }) => label).join(", ") })}
        </Text>
      )}
    </div>
  );
}
