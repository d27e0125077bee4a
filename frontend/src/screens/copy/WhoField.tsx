import { Badge, Button, Combobox, Field, makeStyles, Option, Text, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useDeferredValue, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useSearch, type Candidate } from "../../api";
import { useWord } from "../../text/words";
import { rowName } from "../match/MatchNote";
import type { Who } from "./draft";

const useStyles = makeStyles({
  chosen: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    minHeight: "32px",
    flexWrap: "wrap",
  },
  option: { display: "flex", flexDirection: "column" },
  soft: { color: tokens.colorNeutralForeground2 },
  list: { maxHeight: "280px" },
});

const searchLimit = 12;
/** The option that takes the typed name as it is. */
const typedName = "name";

interface WhoFieldProps {
  who: Who | null;
  onChange: (who: Who | null) => void;
  missing: boolean;
}

/** Who an entry is about: found over everything imported, or a name that the CRM does not have. */
export function WhoField({ who, onChange, missing }: WhoFieldProps) {
  const { t } = useTranslation();
  const error = missing ? { validationState: "error" as const, validationMessage: t("copy.whoMissing") } : {};
  return (
    <Field label={t("copy.who")} required {...error}>
      {who === null ? <WhoSearch onChange={onChange} /> : <WhoChosen who={who} onChange={onChange} />}
    </Field>
  );
}

function WhoChosen({ who, onChange }: { who: Who; onChange: (who: Who | null) => void }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  return (
    <div className={styles.chosen} role="group" aria-label={t("copy.who")}>
      <Text weight="semibold">{rowName(who)}</Text>
      <Badge appearance="tint" color={who.id === "" ? "warning" : "informative"}>
        {who.id === "" ? t("copy.notInCRM") : word("match.tables", who.table)}
      </Badge>
      <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={() => onChange(null)}>
        {t("copy.change")}
      </Button>
    </div>
  );
}

function WhoSearch({ onChange }: { onChange: (who: Who) => void }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const asked = useDeferredValue(text.trim());
  const found = useSearch(asked, searchLimit, asked !== "");
  const rows = asked === "" ? [] : (found.data ?? []);
  const choose = (value: string | undefined) => {
    const row = rows.find((one) => optionOf(one) === value);
    if (row) onChange({ table: row.table, id: row.id, name: row.name, company: row.company });
    else if (value === typedName) onChange({ table: "", id: "", name: text.trim(), company: "" });
  };
  // Enter takes the first row found, as far as the rows answer what is typed now.
  const settled = asked !== "" && asked === text.trim() && found.isSuccess && !found.isPlaceholderData;
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !settled) return;
    if (event.currentTarget.getAttribute("aria-activedescendant")) return;
    event.preventDefault();
    choose(rows[0] ? optionOf(rows[0]) : typedName);
  };
  return (
    <Combobox
      freeform
      placeholder={t("copy.whoHint")}
      value={text}
      selectedOptions={[]}
      listbox={{ className: styles.list }}
      onKeyDown={onKeyDown}
      onChange={(event) => setText(event.target.value)}
      onOptionSelect={(_, data) => choose(data.optionValue)}
    >
      {rows.map((row) => (
        <WhoOption key={optionOf(row)} row={row} />
      ))}
      {asked === "" ? (
        <Option key="hint" disabled text="" value="hint">
          {t("match.typeToSearch")}
        </Option>
      ) : (
        // No text of its own to be found by: the rows come first.
        <Option key={typedName} value={typedName} text="">
          {t("match.useName", { name: text.trim() })}
        </Option>
      )}
    </Combobox>
  );
}

const optionOf = (row: Candidate) => `${row.table}/${row.id}`;

function WhoOption({ row }: { row: Candidate }) {
  const styles = useStyles();
  const word = useWord();
  return (
    <Option value={optionOf(row)} text={rowName(row)}>
      <span className={styles.option}>
        <span>{rowName(row)}</span>
        <Text size={200} className={styles.soft}>
          {[word("match.tables", row.table), row.title, row.email].filter((part) => part !== "").join(" · ")}
        </Text>
      </span>
    </Option>
  );
}
