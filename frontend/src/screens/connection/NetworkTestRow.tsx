import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { NetworkTest } from "../../api";
import { useFormat } from "../../text/format";
import { StateBadge } from "../../ui/StateBadge";
import { useCauseWords, useProxyWords } from "./networkWords";

const useStyles = makeStyles({
  root: {
    display: "grid",
    gridTemplateColumns: "150px minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  words: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, overflowWrap: "anywhere" },
  soft: { color: tokens.colorNeutralForeground2 },
});

/** A difference of the clocks that is worth a word, as Ferry's own check has it. Seconds. */
const clockIsOff = 120;

/** One host: whether it answers, how fast, by which way, and why not. */
export function NetworkTestRow({ test }: { test: NetworkTest }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { number, duration } = useFormat();
  const proxy = useProxyWords();
  const cause = useCauseWords();
  const skew = test.clockSkewSeconds;
  const purpose = test.purpose === "sign-in" ? "signIn" : "organization";
  return (
    <li className={styles.root}>
      <div>
        <StateBadge
          tone={test.reached ? "success" : "danger"}
          label={t(test.reached ? "connection.network.reached" : "connection.network.notReached")}
        />
      </div>
      <div className={styles.words}>
        <Text weight="semibold">{t(`connection.network.purposes.${purpose}`, { host: test.host })}</Text>
        <Text>
          {test.reached ? t("connection.network.took", { time: number(test.milliseconds) }) : cause(test.problem)}
        </Text>
        {test.proxy.source === "none" ? null : <Text className={styles.soft}>{proxy(test.proxy)}</Text>}
        {Math.abs(skew) < clockIsOff ? null : (
          <Text>
            {t(skew > 0 ? "connection.network.clockAhead" : "connection.network.clockBehind", {
              time: duration(Math.abs(skew)),
            })}
          </Text>
        )}
      </div>
    </li>
  );
}
