import { Field, Input, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { PersonRequest } from "../../api";
import { AccountField, type Account } from "./AccountField";
import type { PersonTable } from "./CreateDialog";

const useStyles = makeStyles({
  root: { display: "grid", gridTemplateColumns: "repeat(2, minmax(0, 1fr))", gap: tokens.spacingHorizontalM, alignItems: "start" },
  wide: { gridColumnStart: 1, gridColumnEnd: -1 },
  input: { minWidth: 0, width: "100%" },
});

interface PersonFieldsProps {
  person: PersonRequest;
  /** The accounts offered, and the one chosen. */
  accounts: Account[];
  account: Account | null;
  onAccount: (account: Account | null) => void;
  /** What may be made: one at least. */
  tables: PersonTable[];
  /** The last name is missing. */
  missing: boolean;
  onChange: (change: Partial<PersonRequest>) => void;
}

/** What a contact or lead says. */
export function PersonFields(props: PersonFieldsProps) {
  const { person, tables, missing, onChange } = props;
  const styles = useStyles();
  const { t } = useTranslation();
  const text = (field: "firstName" | "jobTitle" | "email" | "phone" | "company" | "country", type?: "email" | "tel") => (
    <Field label={t(`create.fields.${field}`)}>
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
        required
        {...(missing ? { validationState: "error", validationMessage: t("create.lastNameMissing") } : {})}
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
        <AccountField offered={props.accounts} account={props.account} onChange={props.onAccount} />
      )}
      {text("email", "email")}
      {text("phone", "tel")}
      {text("country")}
      {person.table === "lead" && (
        <Field className={styles.wide} label={t("create.fields.topic")} hint={t("create.topicHint")}>
          <Input
            className={styles.input}
            value={person.topic}
            onChange={(_, data) => onChange({ topic: data.value })}
          />
        </Field>
      )}
    </div>
  );
}
