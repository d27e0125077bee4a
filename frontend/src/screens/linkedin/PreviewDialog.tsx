import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Dropdown,
  Field,
  makeStyles,
  Option,
  Spinner,
  Text,
  tokens,
} from "@fluentui/react-components";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, useCopyMessages, usePreviewMessages, type Conversation } from "../../api";
import { useWord } from "../../text/words";
import { ErrorNote } from "../../ui/ErrorNote";
import { Progress } from "../../ui/Progress";
import { MatchNote } from "../match/MatchNote";
import { useCopyGate } from "../copy/gate";
import { toggled } from "./choice";
import { PreviewItem } from "./PreviewItem";

const useStyles = makeStyles({
  surface: { maxWidth: "min(760px, calc(100vw - 48px))" },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  list: {
    listStyleType: "none",
    margin: 0,
    padding: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
  },
  kind: { maxWidth: "240px" },
});

/** What queuing did. */
export interface Queued {
  added: number;
  already: number;
}

interface PreviewDialogProps {
  conversation: Conversation;
  messageIds: string[];
  onClose: () => void;
  onQueued: (result: Queued) => void;
}

/** Shows exactly what copying will write, message by message; unchecking one leaves it out. */
export function PreviewDialog({ conversation, messageIds, onClose, onQueued }: PreviewDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [kind, setKind] = useState("");
  const copy = useCopyMessages();
  // What is pending is known a render late: until it is answered, a second press is none.
  const pressed = useRef(false);
  const request = { conversationId: conversation.id, messageIds, kind };
  const previews = usePreviewMessages(request, true);
  // What is shown is what will be written, and not what another kind would have become.
  const read = previews.data !== undefined && !previews.isPlaceholderData;
  // Among several people each message is about its own: then each says under whom, and nobody stands for all.
  const sameMatch = previews.data?.every(({ match }) => match.id === conversation.match.id) ?? true;
  const taken = messageIds.filter((id) => !left.has(id));
  const messages = conversation.messages.filter((message) => messageIds.includes(message.id));
  const queue = () => {
    if (taken.length === 0 || !read || pressed.current) return;
    pressed.current = true;
    const done = {
      onSuccess: (answer: { queued: string[]; already: string[] }) =>
        onQueued({ added: answer.queued.length, already: answer.already.length }),
      onError: () => {
        pressed.current = false;
      },
    };
    copy.mutate({ ...request, messageIds: taken }, done);
  };
  return (
    <Dialog open onOpenChange={(_, data) => (data.open ? undefined : onClose())}>
      <DialogSurface
        className={styles.surface}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) queue();
        }}
      >
        <DialogBody>
          <DialogTitle>{t("linkedin.previewTitle", { count: messageIds.length })}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{t("linkedin.previewHelp")}</Text>
            {sameMatch && <MatchNote match={conversation.match} />}
            <KindField kind={kind} onChange={setKind} />
            {copy.error && <ErrorNote error={decodeError(copy.error)} />}
            {previews.error && (
              <ErrorNote error={decodeError(previews.error)} onRetry={() => void previews.refetch()} />
            )}
            {!read && previews.error === null && (
              <Progress label={t("linkedin.previewReading", { count: messageIds.length })} />
            )}
            <ul className={styles.list} aria-busy={!read}>
              {previews.data && messages.map((message) => (
                <PreviewItem
                  key={message.id}
                  message={message}
                  kind={kind || message.kind}
                  preview={previews.data?.find((preview) => preview.messageId === message.id)}
                  name={conversation.member.name || t("linkedin.unnamed")}
                  taken={!left.has(message.id)}
                  onTake={(on) => setLeft(toggled(left, message.id, !on))}
                />
              ))}
            </ul>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t("copy.cancel")}</Button>
            <Button
              appearance="primary"
              disabled={taken.length === 0 || !read || copy.isPending}
              icon={copy.isPending ? <Spinner size="tiny" /> : null}
              onClick={queue}
            >
              {taken.length === 0 ? t("linkedin.previewNone") : t("linkedin.copyCount", { count: taken.length })}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

// The archive cannot tell an InMail from a message for certain, so a person may say which it is.
function KindField({ kind, onChange }: { kind: string; onChange: (kind: string) => void }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const gate = useCopyGate();
  const name = (value: string) => (value === "" ? t("linkedin.kindKept") : word("match.kinds", value));
  return (
    <Field label={t("linkedin.kind")} orientation="horizontal" className={styles.kind}>
      <Dropdown
        value={name(kind)}
        selectedOptions={[kind]}
        onOptionSelect={(_, data) => onChange(data.optionValue ?? "")}
      >
        {["", "message", "inmail"].map((value) => (
          <Option key={value} value={value} disabled={value !== "" && gate(value) !== ""}>
            {name(value)}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
