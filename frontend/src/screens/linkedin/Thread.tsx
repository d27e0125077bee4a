import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
  useRestoreFocusTarget,
} from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "../../api";
import { go } from "../../app/route";
import { whenFocusIsLost } from "../../ui/focus";
import { ClosedNote } from "../copy/ClosedNote";
import { useCopyGate } from "../copy/gate";
import { openMessages, toggled } from "./choice";
import { MessageItem } from "./MessageItem";
import { PreviewDialog, type Queued } from "./PreviewDialog";
import { ThreadHead } from "./ThreadHead";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", minHeight: 0, flexGrow: 1 },
  notes: { flexShrink: 0 },
  scroll: {
    flexGrow: 1,
    flexShrink: 0,
    flexBasis: 0,
    minHeight: "120px",
    overflowY: "auto",
    padding: tokens.spacingHorizontalL,
    "&:focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  messages: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    listStyleType: "none",
    margin: 0,
    padding: 0,
  },
  earlier: { alignSelf: "center", marginBottom: tokens.spacingVerticalM },
  bar: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
  grow: { flexGrow: 1 },
});

/** Messages drawn at once; earlier ones on demand. */
const drawn = 200;

/** A conversation with a check box per message, and what of it has been copied. */
export function Thread({ conversation }: { conversation: Conversation }) {
  const styles = useStyles();
  const { t } = useTranslation();
  // The focus comes back here when the dialog closes.
  const restore = useRestoreFocusTarget();
  const gate = useCopyGate();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [previewing, setPreviewing] = useState<string[]>([]);
  const [queued, setQueued] = useState<Queued | null>(null);
  const [limit, setLimit] = useState(drawn);
  const { messages } = conversation;
  const open = openMessages(messages, gate);
  const picked = open.filter((message) => chosen.has(message.id)).map((message) => message.id);
  const closed = messages.map((message) => gate(message.kind)).find((reason) => reason !== "") ?? "";
  const hidden = Math.max(0, messages.length - limit);
  return (
    <div className={styles.root}>
      <ThreadHead
        conversation={conversation}
        copyable={open.length}
        onCopyThread={() => setPreviewing(open.map((message) => message.id))}
      />
      <div className={styles.notes}>
        <ClosedNote closed={closed} />
        {queued && <QueuedNote queued={queued} />}
      </div>
      {/* Reading on from the keyboard has to scroll, also where there is nothing to check. */}
      <div
        className={styles.scroll}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label={t("linkedin.thread", { name: nameOf(conversation) || t("linkedin.unnamed") })}
      >
        <ol className={styles.messages}>
          {hidden > 0 && (
            <li className={styles.earlier}>
              <Button size="small" onClick={() => setLimit(limit + drawn)}>
                {t("linkedin.earlier", { count: hidden })}
              </Button>
            </li>
          )}
          {messages.slice(hidden).map((message) => (
            <MessageItem
              key={message.id}
              message={message}
              chosen={chosen.has(message.id)}
              closed={gate(message.kind)}
              onChoose={(on) => setChosen(toggled(chosen, message.id, on))}
            />
          ))}
        </ol>
      </div>
      {picked.length > 0 && (
        <div className={styles.bar}>
          <Text role="status" className={styles.grow}>
            {t("linkedin.selected", { count: picked.length })}
          </Text>
          <Button onClick={() => setChosen(new Set())}>{t("linkedin.clearSelected")}</Button>
          <Button {...restore} appearance="primary" onClick={() => setPreviewing(picked)}>
            {t("linkedin.previewAndCopy")}
          </Button>
        </div>
      )}
      {previewing.length > 0 && (
        <PreviewDialog
          conversation={conversation}
          messageIds={previewing}
          onClose={() => setPreviewing([])}
          onQueued={(result) => {
            setPreviewing([]);
            setChosen(new Set());
            setQueued(result);
          }}
        />
      )}
    </div>
  );
}

function QueuedNote({ queued }: { queued: Queued }) {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  // What was pressed has gone, or has nothing left to copy.
  useEffect(() => whenFocusIsLost(() => bar.current?.focus()), [queued]);
  const said = [
    ...(queued.added > 0 ? [t("linkedin.queued", { count: queued.added })] : []),
    ...(queued.already > 0 ? [t("linkedin.queuedAlready", { count: queued.already })] : []),
  ];
  return (
    <MessageBar ref={bar} tabIndex={-1} intent="success">
      <MessageBarBody>
        <span role="status">{said.join(" ")} </span>
        <Button size="small" appearance="transparent" onClick={() => go("outbox")}>
          {t("copy.toOutbox")}
        </Button>
      </MessageBarBody>
    </MessageBar>
  );
}

const nameOf = (conversation: Conversation) => conversation.title || conversation.member.name;
