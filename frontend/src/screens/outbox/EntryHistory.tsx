import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  makeStyles,
  Text,
  tokens,
} from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { Attempt, Entry } from "../../api";
import { useFormat } from "../../text/format";
import { useWord } from "../../text/words";
import { useReason } from "./words";

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
  soft: { color: tokens.colorNeutralForeground2 },
  detail: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: "anywhere",
    userSelect: "text",
    display: "block",
  },
});

/** The steps of an entry and every attempt at them. */
export function EntryHistory({ entry }: { entry: Entry }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const { operations, attempts } = entry;
  const left = attempts.filter((attempt) => !neverLeft(attempt) && !isRestored(attempt)).length;
  return (
    <Accordion collapsible multiple>
      {operations.length > 0 && (
        <AccordionItem value="steps">
          <AccordionHeader size="small">{t("outbox.detail.steps")}</AccordionHeader>
          <AccordionPanel>
            <ol className={styles.list}>
              {operations.map((operation, index) => (
                <li key={index}>
                  {word("outbox.detail.operations", operation.kind)}
                  {": "}
                  {word("outbox.detail.stepStates", operation.state)}
                </li>
              ))}
            </ol>
          </AccordionPanel>
        </AccordionItem>
      )}
      {attempts.length === 0 ? (
        <Text size={200} className={styles.soft}>
          {t("outbox.detail.noAttempts")}
        </Text>
      ) : (
        <AccordionItem value="attempts">
          <AccordionHeader size="small">
            {left === 0
              ? t(`outbox.detail.${attempts.some(isRestored) ? "notKnown" : "notLeft"}`)
              : t("outbox.detail.attempts", { count: left })}
          </AccordionHeader>
          <AccordionPanel>
            <ol className={styles.list}>
              {attempts.map((attempt, index) => (
                <AttemptItem key={index} attempt={attempt} />
              ))}
            </ol>
          </AccordionPanel>
        </AccordionItem>
      )}
    </Accordion>
  );
}

// With nobody to connect to, nothing was tried in Dynamics: it is told, and not counted.
const neverLeft = ({ code, outcome }: Attempt): boolean => code === "offline" && outcome === "unsent";

// What was done after the backup was made is not known; that is noted when it is restored, and was no attempt.
const isRestored = ({ code }: Attempt): boolean => code === "restored";

function AttemptItem({ attempt }: { attempt: Attempt }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const format = useFormat();
  const outcomeOf = useOutcome();
  const { at, until, tries } = attempt;
  return (
    <li>
      {tries > 1 ? format.range(at, until) : format.dateTime(at)}
      {tries > 1 && ` (${t("outbox.detail.tries", { count: tries })})`}
      {" · "}
      {word("outbox.detail.operations", attempt.operation)}
      {": "}
      {outcomeOf(attempt)}
      {attempt.detail !== "" && <code className={styles.detail}>{attempt.detail}</code>}
    </li>
  );
}

/** What came of an attempt, in a few words. */
function useOutcome(): (attempt: Attempt) => string {
  const { t } = useTranslation();
  const reasonOf = useReason();
  return (attempt) => {
    if (attempt.outcome === "open") return t("outbox.detail.attemptRuns");
    if (attempt.code === "") return t("outbox.detail.attemptOk");
    if (isRestored(attempt)) return t("outbox.detail.perhapsSent");
    if (neverLeft(attempt)) return t("outbox.detail.noConnection");
    return attempt.code === "offline" ? t("outbox.detail.noAnswer") : reasonOf(attempt.code);
  };
}
