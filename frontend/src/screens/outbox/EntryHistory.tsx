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
          <AccordionHeader size="small">{t("outbox.detail.attempts", { count: attempts.length })}</AccordionHeader>
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

function AttemptItem({ attempt }: { attempt: Attempt }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const reasonOf = useReason();
  const format = useFormat();
  const outcome = attempt.code === "" ? t("outbox.detail.attemptOk") : reasonOf(attempt.code);
  return (
    <li>
      {format.dateTime(attempt.at)}
      {" · "}
      {word("outbox.detail.operations", attempt.operation)}
      {": "}
      {outcome}
      {attempt.detail !== "" && <code className={styles.detail}>{attempt.detail}</code>}
    </li>
  );
}
