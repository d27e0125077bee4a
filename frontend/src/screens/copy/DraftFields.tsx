import { Field, Input, makeStyles, Radio, RadioGroup, Textarea, tokens } from "@fluentui/react-components";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useWord } from "../../text/words";
import type { Draft, Missing, Who } from "./draft";
import { typedKind, typedKinds } from "./kinds";
import { fieldTime } from "./when";
import { WhoField } from "./WhoField";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, minWidth: 0 },
  row: { display: "grid", gridTemplateColumns: "repeat(2, minmax(0, 1fr))", gap: tokens.spacingHorizontalM },
  text: { minHeight: "132px" },
  input: { minWidth: 0, width: "100%" },
});

interface DraftFieldsProps {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  /** What to point out; nothing before the person tried to queue. */
  missing: Missing;
}

/** The fields of Copy to CRM. The focus lands in the text: a note takes two seconds. */
export function DraftFields({ draft, onChange, missing }: DraftFieldsProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const text = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // After the dialog, and the menu it may have come from, have put the focus where they would have it.
    const frame = requestAnimationFrame(() => text.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  // What was typed into goes with the choice, and the text is what comes next. Not before the list has gone: it takes the
  // focus back after a click.
  const chose = useRef(false);
  useEffect(() => {
    if (chose.current) text.current?.focus();
    chose.current = false;
  }, [draft.who]);
  const setWho = (who: Who | null) => {
    chose.current = who !== null;
    onChange({ who });
  };
  const problem = (wrong: boolean, message: string) =>
    wrong ? { validationState: "error" as const, validationMessage: message } : {};
  return (
    <div className={styles.root}>
      <Field label={t("copy.kind")}>
        <RadioGroup
          layout="horizontal"
          value={draft.kind}
          onChange={(_, data) => onChange({ kind: typedKind(data.value) })}
        >
          {typedKinds.map((kind) => (
            <Radio key={kind} value={kind} label={word("match.kinds", kind)} />
          ))}
        </RadioGroup>
      </Field>
      <WhoField who={draft.who} missing={missing.who} onChange={setWho} />
      {draft.who !== null && draft.who.id === "" && (
        <Field label={t("copy.company")}>
          <Input value={draft.company} onChange={(_, data) => onChange({ company: data.value })} />
        </Field>
      )}
      <Field label={t(`copy.text.${draft.kind}`)} required {...problem(missing.text, t("copy.textMissing"))}>
        <Textarea
          ref={text}
          resize="vertical"
          textarea={{ className: styles.text }}
          value={draft.text}
          onChange={(_, data) => onChange({ text: data.value })}
        />
      </Field>
      <Field label={t("copy.subject")}>
        <Input
          value={draft.subject}
          placeholder={t("copy.subjectHint")}
          onChange={(_, data) => onChange({ subject: data.value })}
        />
      </Field>
      <div className={styles.row}>
        <Field
          label={t("copy.when")}
          {...problem(missing.when, t("copy.whenWrong", { example: fieldTime(new Date()).replace("T", " ") }))}
        >
          <Input
            type="datetime-local"
            className={styles.input}
            value={draft.when}
            onChange={(_, data) => onChange({ when: data.value })}
          />
        </Field>
        <Field label={t("copy.tags")}>
          <Input
            className={styles.input}
            value={draft.tags}
            onChange={(_, data) => onChange({ tags: data.value })}
          />
        </Field>
        {draft.kind === "call" && (
          <Field label={t("copy.phone")}>
            <Input
              type="tel"
              className={styles.input}
              value={draft.phone}
              onChange={(_, data) => onChange({ phone: data.value })}
            />
          </Field>
        )}
      </div>
      {draft.kind !== "note" && (
        <Field label={t("copy.direction")}>
          <RadioGroup
            layout="horizontal"
            value={draft.outgoing ? "out" : "in"}
            onChange={(_, data) => onChange({ outgoing: data.value === "out" })}
          >
            <Radio value="out" label={t(`copy.outgoing.${draft.kind}`)} />
            <Radio value="in" label={t(`copy.incoming.${draft.kind}`)} />
          </RadioGroup>
        </Field>
      )}
    </div>
  );
}
