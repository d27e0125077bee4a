import { Combobox, Field, makeStyles, Option, Text, tokens } from "@fluentui/react-components";
import { useDeferredValue, useState, type ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { useAccounts } from "../../api";

const useStyles = makeStyles({
  input: { minWidth: 0, width: "100%" },
  list: { maxHeight: "240px" },
  option: { display: "flex", flexDirection: "column" },
  soft: { color: tokens.colorNeutralForeground2 },
});

/** An account as the field shows it. */
export interface Account {
  id: string;
  name: string;
  city: string;
}

interface AccountFieldProps {
  /** What is offered before anything is typed. */
  offered: Account[];
  account: Account | null;
  onChange: (account: Account | null) => void;
  /** What the field says of its value. */
  state: Partial<ComponentProps<typeof Field>>;
}

/** A contact's company: one of the accounts offered, or whatever is found by typing, or none. */
export function AccountField({ offered, account, onChange, state }: AccountFieldProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  // What is typed; null while nothing is.
  const [text, setText] = useState<string | null>(null);
  const asked = useDeferredValue((text ?? "").trim());
  const found = useAccounts(asked);
  const rows = asked === "" ? offered : (found.data ?? []);
  const type = (typed: string) => {
    setText(typed);
    if (typed.trim() === "") onChange(null);
  };
  const choose = (id: string | undefined) => {
    if (id === undefined) return; // typing takes the selection away, and not yet the account
    const row = rows.find((one) => one.id === id);
    if (row || id === "") onChange(row ?? null); // Tab takes what is active, also the note that nothing fits
    setText(null);
  };
  return (
    <Field label={t("create.fields.account")} {...state}>
      <Combobox
        className={styles.input}
        placeholder={t("create.noAccount")}
        listbox={{ className: styles.list }}
        // The field itself is the way there for the keyboard.
        expandIcon={{ tabIndex: -1, "aria-label": t("create.showAccounts") }}
        value={text ?? account?.name ?? ""}
        selectedOptions={account === null ? [] : [account.id]}
        onChange={(event) => type(event.target.value)}
        onBlur={() => setText(null)} // what is typed and not chosen is no account
        onOptionSelect={(_, data) => choose(data.optionValue)}
      >
        {asked === "" && (
          <Option key="none" value="" text={t("create.noAccount")}>
            {t("create.noAccount")}
          </Option>
        )}
        {rows.map((row) => (
          <Option key={row.id} value={row.id} text={row.name}>
            <span className={styles.option}>
              <span>{row.name}</span>
              {row.city !== "" && (
                <Text size={200} className={styles.soft}>
                  {row.city}
                </Text>
              )}
            </span>
          </Option>
        ))}
        {asked !== "" && found.isSuccess && rows.length === 0 && (
          <Option key="nothing" value="nothing" text="" disabled>
            {t("match.nothingFits", { text: asked })}
          </Option>
        )}
      </Combobox>
    </Field>
  );
}
