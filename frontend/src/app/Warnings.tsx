import { makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDismissUnexpected, useStatus, type Warning } from "../api";
import { focusHeading } from "../ui/focus";
import type { ScreenName } from "./route";
import { isSaidBy } from "./warningActs";
import { WarningBar } from "./WarningBar";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    flexShrink: 0,
    gap: tokens.spacingVerticalXS,
    maxHeight: "45%",
    overflowY: "auto",
  },
  filled: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL} 0` },
});

export interface WarningsProps {
  screen: ScreenName;
  onDiagnostics: () => void;
}

/**
 * What is wrong, over every screen, gravest first; the first in full. The program decides what is shown and when, so that
 * nothing flashes. The region stays when it is empty: a screen reader then says each warning once, as it comes.
 */
export function Warnings({ screen, onDiagnostics }: WarningsProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { data: status } = useStatus();
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const dismiss = useDismissUnexpected();
  const shown = (status?.warnings ?? []).filter((one) => !isSaidBy(screen, one) && !hidden.includes(keyOf(one)));
  const close = (warning: Warning) => {
    if (warning.once) dismiss.mutate();
    else setHidden((before) => [...before, keyOf(warning)]);
    focusHeading(); // the button that held the focus goes
  };
  return (
    <div role="region" aria-label={t("warnings.label")} className={styles.root}>
      <div aria-live="polite" aria-atomic="false" aria-relevant="additions">
        {shown.map((warning, index) => (
          <div key={keyOf(warning)} className={styles.filled}>
            <WarningBar warning={warning} first={index === 0} onClose={close} onDiagnostics={onDiagnostics} />
          </div>
        ))}
      </div>
    </div>
  );
}

// The same thing that begins anew is said anew.
const keyOf = ({ code, since }: Warning): string => `${code} ${since}`;
