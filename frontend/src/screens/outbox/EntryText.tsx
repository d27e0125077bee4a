import { Button, Field, Input, makeStyles, Text, Textarea, tokens } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, useEdit, type Entry } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";
import { inCRM } from "./abilities";
import { PersonText } from "./PersonText";
import { TheirText } from "./TheirText";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  words: {
    margin: 0,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    userSelect: "text",
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    maxHeight: "min(24vh, 280px)",
    overflowY: "auto",
  },
  subject: { overflowWrap: "anywhere" },
  body: { minHeight: "120px" },
  acts: { display: "flex", gap: tokens.spacingHorizontalS },
});

interface EntryTextProps {
  entry: Entry;
  editing: boolean;
  onDone: () => void;
}

/** The text of an entry, to read or to change. */
export function EntryText({ entry, editing, onDone }: EntryTextProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  if (editing) return <EntryEditor entry={entry} onDone={onDone} />;
  return (
    <div className={styles.root}>
      {entry.subject !== "" && <Text weight="semibold" className={styles.subject}>{entry.subject}</Text>}
      {entry.values.length > 0 && <PersonText values={entry.values} />}
      {entry.body !== "" && (
        // A long text scrolls by itself, so that what can be done stays in reach; the keyboard has to get there to scroll it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre role="region" aria-label={t("outbox.detail.body")} tabIndex={0} className={styles.words}>
          {entry.body}
        </pre>
      )}
    </div>
  );
}

function EntryEditor({ entry, onDone }: Omit<EntryTextProps, "editing">) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [subject, setSubject] = useState(entry.subject);
  const [body, setBody] = useState(entry.body);
  const edit = useEdit();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const save = () => {
    if (body.trim() === "" || edit.isPending) return;
    edit.mutate({ id: entry.row.id, subject: subject.trim(), body }, { onSuccess: onDone });
  };
  return (
    <form
      className={styles.root}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {inCRM(entry.row) && <Text size={200}>{t("outbox.detail.editSent")}</Text>}
      {entry.remote.kind === "changed" && <TheirText entry={entry} />}
      {edit.error && <ErrorNote error={decodeError(edit.error)} />}
      <Field label={t("outbox.detail.subject")}>
        <Input ref={first} value={subject} onChange={(_, data) => setSubject(data.value)} />
      </Field>
      <Field
        label={t("outbox.detail.body")}
        {...(body.trim() === "" ? { validationState: "error" as const, validationMessage: t("copy.textMissing") } : {})}
      >
        <Textarea
          resize="vertical"
          textarea={{ className: styles.body }}
          value={body}
          onChange={(_, data) => setBody(data.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
          }}
        />
      </Field>
      <div className={styles.acts}>
        <Button type="submit" appearance="primary" disabled={body.trim() === ""} disabledFocusable={edit.isPending}>
          {t("outbox.detail.save")}
        </Button>
        <Button onClick={onDone}>{t("outbox.detail.discard")}</Button>
      </div>
    </form>
  );
}
