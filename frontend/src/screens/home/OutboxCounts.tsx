import { Link, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { useConnection, type Status } from "../../api";
import { href } from "../../app/route";
import { useFormat } from "../../text/format";
import { Section } from "../../ui/Section";
import { isRestorable } from "../connection/restorable";

const useStyles = makeStyles({
  root: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXXXL, margin: 0 },
  pair: { display: "flex", flexDirection: "column-reverse" },
  number: {
    margin: 0,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: "tabular-nums",
  },
});

/** The outbox in three numbers; none while it cannot be opened. */
export function OutboxCounts({ status }: { status: Status }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { number } = useFormat();
  const problem = useConnection().data?.problem;
  if (problem !== undefined && isRestorable(problem)) {
    return (
      <Section title={t("home.today")}>
        <Text>{t("home.unknown")}</Text>
      </Section>
    );
  }
  const counts = { toSend: status.toSend, attention: status.needAttention, sent: status.sent };
  return (
    <Section title={t("home.today")} action={<Link href={href("outbox")}>{t("home.openOutbox")}</Link>}>
      <dl className={styles.root}>
        {Object.entries(counts).map(([name, count]) => (
          <div key={name} className={styles.pair}>
            <dt>
              <Text>{t(`home.counts.${name}`)}</Text>
            </dt>
            <dd className={styles.number}>{number(count)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
