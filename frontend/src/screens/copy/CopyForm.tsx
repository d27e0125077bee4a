import {
  Button,
  DialogActions,
  DialogContent,
  makeStyles,
  Spinner,
  Subtitle2,
  Text,
  tokens,
} from "@fluentui/react-components";
import { useDeferredValue, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, useCopyTyped, usePreferences, usePreview, useSavePreferences, type CopyResult } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";
import { ClosedNote } from "./ClosedNote";
import { complete, missingOf, requestOf, startDraft, type CopyInitial, type Draft } from "./draft";
import { DraftFields } from "./DraftFields";
import { useCopyGate } from "./gate";
import { PreviewBox } from "./PreviewBox";

const useStyles = makeStyles({
  content: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) minmax(0, 0.9fr)",
    gap: tokens.spacingHorizontalXXL,
    "@media (max-width: 760px)": { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  wide: { gridColumnStart: 1, gridColumnEnd: -1 },
  preview: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    minWidth: 0,
    paddingInlineStart: tokens.spacingHorizontalXXL,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { margin: 0 },
  soft: { color: tokens.colorNeutralForeground2 },
  keys: { color: tokens.colorNeutralForeground3, alignSelf: "center" },
});

const nothingMissing = { who: false, text: false, when: false };

interface CopyFormProps {
  initial: CopyInitial | undefined;
  onQueued: (result: CopyResult) => void;
  onClose: () => void;
}

/** The fields, and beside them exactly what will be written. */
export function CopyForm({ initial, onQueued, onClose }: CopyFormProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const lastKind = usePreferences().data?.lastCopyKind ?? "";
  const [draft, setDraft] = useState(() => startDraft(initial, lastKind));
  const [tried, setTried] = useState(false);
  const copy = useCopyTyped();
  // What is pending is known a render late: until it is answered, a second press is none.
  const pressed = useRef(false);
  const remember = useSavePreferences();
  const missing = missingOf(draft);
  const closed = useCopyGate()(draft.kind);
  const queue = () => {
    setTried(true);
    if (!complete(missing) || closed !== "" || pressed.current) return;
    pressed.current = true;
    copy.mutate(requestOf(draft), {
      onSuccess: (result) => {
        if (draft.kind !== lastKind) remember.mutate({ lastCopyKind: draft.kind });
        onQueued(result);
      },
      onError: () => {
        pressed.current = false;
      },
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    queue();
  };
  return (
    <>
      {/* Ctrl+Enter queues from whichever field the focus is in, and does nothing else there. */}
      <DialogContent className={styles.content} onKeyDownCapture={onKeyDown}>
        {(closed !== "" || copy.error) && (
          <div className={styles.wide}>
            <ClosedNote closed={closed} onLeave={onClose} />
            {copy.error && <ErrorNote error={decodeError(copy.error)} onRetry={queue} />}
          </div>
        )}
        <DraftFields
          draft={draft}
          missing={tried ? missing : nothingMissing}
          onChange={(change) => setDraft((now) => ({ ...now, ...change }))}
        />
        <section className={styles.preview} aria-label={t("copy.preview")}>
          <Subtitle2 as="h3" className={styles.title}>
            {t("copy.preview")}
          </Subtitle2>
          <DraftPreview draft={draft} />
        </section>
      </DialogContent>
      <DialogActions fluid>
        <Text size={200} className={styles.keys}>
          {t(navigator.userAgent.includes("Mac") ? "copy.queueKeysMac" : "copy.queueKeys")}
        </Text>
        <Button onClick={onClose}>{t("copy.cancel")}</Button>
        <Button
          appearance="primary"
          disabled={closed !== ""}
          icon={copy.isPending ? <Spinner size="tiny" /> : null}
          onClick={queue}
        >
          {t("copy.queue")}
        </Button>
      </DialogActions>
    </>
  );
}

function DraftPreview({ draft }: { draft: Draft }) {
  const styles = useStyles();
  const { t } = useTranslation();
  // Typing stays quick: the preview follows when the keyboard rests.
  const shown = useDeferredValue(draft);
  const ready = complete(missingOf(shown));
  const preview = usePreview(requestOf(shown), ready);
  if (!ready) return <Text className={styles.soft}>{t("copy.previewEmpty")}</Text>;
  if (preview.error) return <ErrorNote error={decodeError(preview.error)} onRetry={() => void preview.refetch()} />;
  if (preview.data === undefined) return <Spinner size="tiny" />;
  return <PreviewBox kind={shown.kind} preview={preview.data} name={shown.who?.name ?? ""} />;
}
