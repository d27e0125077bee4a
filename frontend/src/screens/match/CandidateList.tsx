import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { Candidate } from "../../api";
import { useFormat } from "../../text/format";
import { useWord } from "../../text/words";
import { rowName } from "./MatchNote";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0 },
  item: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  words: { display: "flex", flexDirection: "column", flexGrow: 1, minWidth: 0, overflowWrap: "anywhere" },
  soft: { color: tokens.colorNeutralForeground2 },
});

interface CandidateListProps {
  label: string;
  candidates: Candidate[];
  busy: boolean;
  onChoose: (candidate: Candidate) => void;
}

/** Rows a member may be, each with why it fits and a button to choose it. */
export function CandidateList({ label, candidates, busy, onChoose }: CandidateListProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const format = useFormat();
  return (
    <ul aria-label={label} className={styles.list}>
      {candidates.map((one) => (
        <li key={`${one.table}/${one.id}`} className={styles.item}>
          <div className={styles.words}>
            <Text weight="semibold">{rowName(one)}</Text>
            <Text size={200} className={styles.soft}>
              {[word("match.tables", one.table), one.title, one.email].filter((part) => part !== "").join(" · ")}
            </Text>
            {one.reasons.length > 0 && (
              <Text size={200} className={styles.soft}>
                {t("match.because", {
                  reasons: format.list(one.reasons.map((reason) => word("match.reasons", reason))),
                })}
              </Text>
            )}
          </div>
          <Button
            disabled={busy}
            aria-label={t("match.chooseRow", { name: rowName(one) })}
            onClick={() => onChoose(one)}
          >
            {t("match.choose")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
