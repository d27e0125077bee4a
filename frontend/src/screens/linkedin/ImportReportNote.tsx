import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  makeStyles,
  Text,
  tokens,
} from "@fluentui/react-components";
import { CheckmarkCircleRegular, DismissRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import type { FileProblem, ImportReport } from "../../api";
import { useWord } from "../../text/words";

const useStyles = makeStyles({
  root: {
    display: "flex",
    alignItems: "flex-start",
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    flexShrink: 0,
  },
  icon: { fontSize: "24px", color: tokens.colorPaletteGreenForeground1, flexShrink: 0 },
  words: { display: "flex", flexDirection: "column", flexGrow: 1, minWidth: 0 },
  problems: { maxHeight: "160px", overflowY: "auto", margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
});

/** What an archive brought: added, already there, left out, and every row that was not understood. */
export function ImportReportNote({ report, onDismiss }: { report: ImportReport; onDismiss: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const counts: [string, number, boolean][] = [
    ["messages", report.messagesAdded, true],
    ["already", report.messagesAlready, false],
    ["connections", report.connectionsAdded, false],
    ["skipped", report.skipped, false],
    ["others", report.otherSeatHolders, false],
  ];
  const said = counts.filter(([, count, always]) => always || count > 0);
  return (
    <section tabIndex={-1} className={styles.root} aria-label={t("linkedin.report.title")}>
      <CheckmarkCircleRegular aria-hidden className={styles.icon} />
      <div className={styles.words}>
        <div role="status">
          <Text weight="semibold" block>
            {t("linkedin.report.title")}
          </Text>
          <Text block>{said.map(([key, count]) => t(`linkedin.report.${key}`, { count })).join(" · ")}</Text>
        </div>
        {report.ownerName !== "" && (
          <Text size={200}>
            {t(report.ownerSure ? "linkedin.report.owner" : "linkedin.report.ownerUnsure", { name: report.ownerName })}
          </Text>
        )}
        {report.problems.length > 0 && <Problems problems={report.problems} />}
      </div>
      <Button
        appearance="subtle"
        icon={<DismissRegular />}
        aria-label={t("linkedin.report.dismiss")}
        onClick={onDismiss}
      />
    </section>
  );
}

function Problems({ problems }: { problems: FileProblem[] }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  return (
    <Accordion collapsible>
      <AccordionItem value="problems">
        <AccordionHeader size="small">{t("linkedin.report.problems", { count: problems.length })}</AccordionHeader>
        <AccordionPanel>
          <ul className={styles.problems}>
            {problems.map((one, index) => (
              <li key={index}>
                {t(placeOf(one), {
                  file: one.file,
                  line: one.line,
                  last: one.lastLine,
                  reason: reasonOf(one, word("linkedin.problems", one.code)),
                })}
              </li>
            ))}
          </ul>
        </AccordionPanel>
      </AccordionItem>
    </Accordion>
  );
}

function placeOf(one: FileProblem): string {
  if (one.line <= 0) return "linkedin.report.problemFile";
  return one.lastLine > one.line ? "linkedin.report.problemLines" : "linkedin.report.problem";
}

const reasonOf = (one: FileProblem, words: string) => (one.column === "" ? words : `${words} (${one.column})`);
