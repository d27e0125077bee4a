import { Dropdown, Field, Input, makeStyles, Option, Radio, RadioGroup, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { Candidate, PersonRequest } from "../../api";
import type { PersonTable } from "./CreateDialog";

const useStyles = makeStyles({
  root: { display: "grid", gridTemplateColumns: "repeat(2, minmax(0, 1fr))", gap: tokens.spacingHorizontalM },
  wide: { gridColumnStart: 1, gridColumnEnd: -1 },
  input: { minWidth: 0, width: "100%" },
});

interface PersonFieldsProps {
  person: PersonRequest;
  accounts: Candidate[];
  /** What may be made: one at least. */
  tables: PersonTable[];
  /** The last name is missing. */
  missing: boolean;
  onChange: (change: Partial<PersonRequest>) => void;
}

/** What a contact or lead says. */
export function PersonFields({ person, accounts, tables, missing, onChange }: PersonFieldsProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const text = (field: "firstName" | "jobTitle" | "email" | "phone" | "company", type?: "email" | "tel") => (
    <Field label={t(`create.fields.${field}`)}>
      <Input
        className={styles.input}
        value={person[field]}
        {...(type === undefined ? {} : { type })}
        onChange={(_, data) => onChange({ [field]: data.value })}
      />
    </Field>
  );
  const account = accounts.find((one) => one.id === person.accountId);
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
        <Field label={t("create.fields.account")}>
          <Dropdown
            className={styles.input}
            value={account?.name ?? t("create.noAccount")}
            selectedOptions={[person.accountId]}
            onOptionSelect={(_, data) => onChange({ accountId: data.optionValue ?? "" })}
          >
            <Option value="">{t("create.noAccount")}</Option>
            {accounts.map((one) => (
              <Option key={one.id} value={one.id} text={one.name}>
                {one.name}
              </Option>
            ))}
          </Dropdown>
        </Field>
      )}
      {text("email", "email")}
      {text("phone", "tel")}
    </div>
  );
}
