import {
  Button,
  Link,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSaidAbove } from "./said";
import { sentencesOf, type Sentences } from "./sentences";

const useStyles = makeStyles({
  root: { marginBottom: tokens.spacingVerticalM, paddingTop: tokens.spacingVerticalS },
  above: { color: tokens.colorNeutralForeground2 },
  sentences: { display: "flex", flexDirection: "column", whiteSpace: "normal", gap: tokens.spacingVerticalXXS },
  detail: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: "anywhere",
    userSelect: "text",
  },
});

export interface ErrorNoteProps {
  /** A decoded failure: anything with a code and a technical detail. */
  error: { code: string; detail: string };
  onRetry?: (() => void) | undefined;
  intent?: "error" | "warning" | "info";
  /** A heading over the three sentences, such as a guide's own wording; what happened is the heading otherwise. */
  lead?: string;
  /** Other sentences than the code's. */
  saying?: Sentences | undefined;
  /** What it means for the data, where more is known than the code says. */
  meaning?: string | undefined;
  /** A way out that fits better than trying again. */
  action?: ReactNode;
  /** What stands right under the heading. */
  children?: ReactNode;
}

/** A failure in three sentences (what happened, what it means for the data, what to do) over its technical detail. */
export function ErrorNote({ error, onRetry, intent = "error", lead, saying, meaning, action, children }: ErrorNoteProps) {
  const styles = useStyles();
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const { what, data, act } = saying ?? sentencesOf(error.code, t, i18n);
  if (useSaidAbove(error.code)) return <Text className={styles.above}>{t("common.saidAbove")}</Text>;
  return (
    <MessageBar intent={intent} layout="multiline" className={styles.root} role="alert">
      <MessageBarBody>
        <div className={styles.sentences}>
          <MessageBarTitle>{lead ?? what}</MessageBarTitle>
          {children}
          {lead === undefined ? null : <span>{what}</span>}
          <span>{meaning ?? data}</span>
          <span>{act}</span>
          {error.detail === "" ? null : (
            <span>
              <Link as="button" aria-expanded={open} onClick={() => setOpen(!open)}>
                {t(open ? "common.hideDetail" : "common.showDetail")}
              </Link>
            </span>
          )}
          {open ? (
            <code className={styles.detail}>
              {error.code}
              {": "}
              {error.detail}
            </code>
          ) : null}
        </div>
      </MessageBarBody>
      {onRetry === undefined && action === undefined ? null : (
        <MessageBarActions>
          {action}
          {onRetry === undefined ? null : <Button onClick={onRetry}>{t("common.tryAgain")}</Button>}
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
