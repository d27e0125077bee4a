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
import { DismissRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Warning } from "../api";
import { useFormat } from "../text/format";
import { sentencesOf } from "../ui/sentences";
import { actsOf } from "./warningActs";
import { WarningButton } from "./WarningButton";

const useStyles = makeStyles({
  root: { alignItems: "start", minHeight: "unset", padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}` },
  body: { whiteSpace: "normal", padding: `${tokens.spacingVerticalXS} 0` },
  detail: {
    display: "block",
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: "anywhere",
    userSelect: "text",
  },
});

const intents: Record<string, "error" | "warning" | "info"> = { error: "error", warning: "warning", info: "info" };

export interface WarningBarProps {
  warning: Warning;
  /** The first warning is told in its sentences, the others in a line; both open for the rest. */
  first: boolean;
  onClose: (warning: Warning) => void;
  onDiagnostics: () => void;
}

/** One thing that is wrong: what happened, what it means for the data, whose turn it is, and the way out. */
export function WarningBar({ warning, first, onClose, onDiagnostics }: WarningBarProps) {
  const styles = useStyles();
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const { what } = sentencesOf(warning.code, t, i18n);
  // What only somebody can end stays until it is over; the rest may be put out of sight.
  const closes = warning.once || warning.severity !== "error";
  return (
    <MessageBar intent={intents[warning.severity] ?? "error"} layout="singleline" className={styles.root}>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{what}</MessageBarTitle>{" "}
        {open || first ? <Rest warning={warning} /> : null}{" "}
        {first && warning.detail === "" ? null : (
          <Link as="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? "warnings.less" : "warnings.more")}
          </Link>
        )}
        {open && warning.detail !== "" ? (
          <code className={styles.detail}>{`${warning.code}: ${warning.detail}`}</code>
        ) : null}
      </MessageBarBody>
      <MessageBarActions
        {...(closes ? { containerAction: <Close once={warning.once} onClick={() => onClose(warning)} /> } : {})}
      >
        {actsOf(warning).map((act) => (
          <WarningButton key={act} act={act} onDiagnostics={onDiagnostics} />
        ))}
      </MessageBarActions>
    </MessageBar>
  );
}

function Rest({ warning }: { warning: Warning }) {
  const { t, i18n } = useTranslation();
  const { when } = useFormat();
  const { data, act } = sentencesOf(warning.code, t, i18n);
  const turn = i18n.exists(`warnings.turns.${warning.actor}`) ? t(`warnings.turns.${warning.actor}`) : "";
  return (
    <>
      {warning.since === "" ? null : `${t("warnings.since", { time: when(warning.since) })} `}
      {data} <Text weight="semibold">{turn}</Text> {act}
    </>
  );
}

function Close({ once, onClick }: { once: boolean; onClick: () => void }) {
  const { t } = useTranslation();
  const name = t(once ? "warnings.dismiss" : "warnings.hide");
  return <Button appearance="transparent" size="small" icon={<DismissRegular />} title={name} aria-label={name} onClick={onClick} />;
}
