import { Combobox, makeStyles, Option, Text, tokens } from "@fluentui/react-components";
import { useDeferredValue, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useSearch, type Candidate } from "../../api";
import { useWord } from "../../text/words";
import { rowName } from "../match/MatchNote";
import type { Who } from "./draft";

const useStyles = makeStyles({
  option: { display: "flex", flexDirection: "column" },
  soft: { color: tokens.colorNeutralForeground2 },
  list: { maxHeight: "280px" },
});

const searchLimit = 12;
/** The option that takes the typed name as it is. */
const typedName = "name";

interface WhoSearchProps {
  /** Whether it takes the focus when it appears. */
  focused: boolean;
  onChange: (who: Who) => void;
}

/** Finds who an entry is about. A key takes only what is shown and marked, and only when it answers what is typed. */
export function WhoSearch({ focused, onChange }: WhoSearchProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const asked = useDeferredValue(text.trim());
  const found = useSearch(asked, searchLimit, asked !== "");
  const rows = asked === "" || found.isError ? [] : (found.data ?? []);
  const answered = asked !== "" && asked === text.trim() && !found.isPending && !found.isPlaceholderData;
  useEffect(() => {
    if (focused) input.current?.focus();
  }, [focused]);
  const choose = (value: string | undefined) => {
    const row = rows.find((one) => optionOf(one) === value);
    if (row) onChange({ table: row.table, id: row.id, name: row.name, company: row.company });
    else if (value === typedName) onChange({ table: "", id: "", name: text.trim(), company: "" });
  };
  // Before the list sees the key: it would take what answers an earlier word, with Tab on the way back too, and with a space
  // after a paste.
  const onKeyDownCapture = (event: KeyboardEvent) => {
    const early = !answered && (event.key === "Enter" || event.key === "Tab");
    const back = event.key === "Tab" && event.shiftKey;
    if (!early && !back && event.key !== " ") return;
    event.stopPropagation();
    if (event.key === "Enter") event.preventDefault();
  };
  // The list marks its first option when the marked one goes. So all options go with each answer, and the first row is marked.
  const answer = rows.map(optionOf).join();
  const note = asked === "" ? t("match.typeToSearch") : found.isError ? t("match.searchFailed") : t("match.searching");
  return (
    <Combobox
      ref={input}
      freeform
      open={open}
      placeholder={t("copy.whoHint")}
      value={text}
      selectedOptions={[]}
      listbox={{ className: styles.list }}
      // The field itself is the way there for the keyboard.
      expandIcon={{ tabIndex: -1, "aria-label": t("copy.showWho") }}
      onKeyDownCapture={onKeyDownCapture}
      onOpenChange={(_, data) => setOpen(data.open)}
      onChange={(event) => {
        setText(event.target.value);
        setOpen(true); // pasting opens nothing by itself
      }}
      onOptionSelect={(event, data) => {
        event.preventDefault(); // where the focus goes is said by whoever asked
        choose(data.optionValue);
      }}
    >
      {rows.map((row) => (
        <WhoOption key={`${answer}/${optionOf(row)}`} row={row} />
      ))}
      {rows.length === 0 && (!answered || found.isError) && (
        <Option key={note} disabled text="" value="note">
          {note}
        </Option>
      )}
      {asked !== "" && (answered || rows.length > 0) && (
        // No text of its own to be found by: the rows come first.
        <Option key={`${answer}/${typedName}`} value={typedName} text="">
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
