import { makeStyles, ToggleButton, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { EntryCounts } from "../../api";

const useStyles = makeStyles({
  root: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS, marginInlineEnd: "auto" },
});

interface CountsLineProps {
  counts: EntryCounts;
  state: string;
  onState: (state: string) => void;
}

/** The counts of the whole outbox; each shows only its own. */
export function CountsLine({ counts, state, onState }: CountsLineProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const all: [string, string, number][] = [
    ["attention", "attention", counts.needAttention],
    ["to-send", "toSend", counts.toSend],
    ["sent", "sent", counts.sent],
  ];
  return (
    <div role="group" aria-label={t("outbox.counts.label")} className={styles.root}>
      {all.map(([filter, key, count]) => (
        <ToggleButton
          key={filter}
          size="small"
          appearance="subtle"
          checked={state === filter}
          onClick={() => onState(state === filter ? "" : filter)}
        >
          {t(`outbox.counts.${key}`, { count })}
        </ToggleButton>
      ))}
    </div>
  );
}
