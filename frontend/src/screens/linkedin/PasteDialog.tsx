import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Select,
  Spinner,
  Text,
  Textarea,
  tokens,
} from "@fluentui/react-components";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, useKeepPasted, useSplitText, type ImportReport, type PastedMessage } from "../../api";
import { useWord } from "../../text/words";
import { ErrorNote } from "../../ui/ErrorNote";
import { complete, kept, otherOf } from "./pasted";
import { PastedItem } from "./PastedItem";

const useStyles = makeStyles({
  surface: { maxWidth: "min(760px, calc(100vw - 48px))" },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  list: { listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  who: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM },
  field: { flexGrow: 1, minWidth: "200px" },
});

interface PasteDialogProps {
  onClose: () => void;
  onKept: (report: ImportReport) => void;
}

/** Brings in text pasted from a conversation: split into messages, with names and times to be put right. */
export function PasteDialog({ onClose, onKept }: PasteDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const [text, setText] = useState("");
  const [messages, setMessages] = useState<PastedMessage[] | null>(null);
  const [who, setWho] = useState({ name: "", url: "", company: "" });
  const [kind, setKind] = useState("message");
  const split = useSplitText();
  const keep = useKeepPasted();
  const failure = split.error ?? keep.error;
  const ready = messages !== null && messages.length > 0 && messages.every(complete) && who.name.trim() !== "";
  const onSplit = () =>
    split.mutate(text, {
      onSuccess: (found) => {
        setMessages(found);
        setWho({ ...who, name: who.name || otherOf(found) });
      },
    });
  const change = (index: number, next: PastedMessage | null) =>
    setMessages((messages ?? []).flatMap((one, at) => (at !== index ? [one] : next === null ? [] : [next])));
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => (data.open ? undefined : onClose())}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t("linkedin.paste.title")}</DialogTitle>
          <DialogContent className={styles.content}>
            {failure && <ErrorNote error={decodeError(failure)} />}
            {messages === null ? (
              <Field label={t("linkedin.paste.text")} hint={t("linkedin.paste.help")}>
                <Textarea rows={12} resize="vertical" value={text} onChange={(_, data) => setText(data.value)} />
              </Field>
            ) : (
              <>
                <Text>{t("linkedin.paste.check", { count: messages.length })}</Text>
                <div className={styles.who}>
                  {(["name", "company", "url"] as const).map((part) => (
                    <Field key={part} label={t(`linkedin.paste.${part}`)} required={part === "name"} className={styles.field}>
                      <Input value={who[part]} onChange={(_, data) => setWho({ ...who, [part]: data.value })} />
                    </Field>
                  ))}
                  <Field label={t("linkedin.kind")} className={styles.field}>
                    <Select value={kind} onChange={(_, data) => setKind(data.value)}>
                      {["message", "inmail"].map((value) => (
                        <option key={value} value={value}>
                          {word("match.kinds", value)}
                        </option>
                      ))}
                    </Select>
                  </Field>
                </div>
                <ol className={styles.list}>
                  {messages.map((message, index) => (
                    <PastedItem
                      key={index}
                      message={message}
                      number={index + 1}
                      other={who.name || t("linkedin.paste.other")}
                      onChange={(next) => change(index, next)}
                    />
                  ))}
                </ol>
              </>
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={messages === null ? onClose : () => setMessages(null)}>
              {t(messages === null ? "linkedin.cancel" : "linkedin.paste.back")}
            </Button>
            {messages === null ? (
              <Button appearance="primary" disabled={text.trim() === "" || split.isPending} onClick={onSplit}>
                {t("linkedin.paste.split")}
              </Button>
            ) : (
              <Button
                appearance="primary"
                disabled={!ready || keep.isPending}
                icon={keep.isPending ? <Spinner size="tiny" /> : null}
                onClick={() => keep.mutate({ ...who, kind, messages: kept(messages) }, { onSuccess: onKept })}
              >
                {t("linkedin.paste.keep", { count: messages.length })}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
