import { Button, makeStyles, Spinner, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { decodeError, useProxy, useTestNetwork, type Connection } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Section";
import { Skeletons } from "../../ui/Skeletons";
import { NetworkTestRow } from "./NetworkTestRow";
import { useProxyWords } from "./networkWords";

const useStyles = makeStyles({
  stack: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, alignItems: "flex-start" },
  list: { listStyle: "none", margin: 0, padding: 0, width: "100%" },
});

/** The way out of this machine, and whether the hosts that Ferry needs answer. */
export function NetworkSection({ connection }: { connection: Connection }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const words = useProxyWords();
  const test = useTestNetwork();
  const inside = connection.organizationKind === "practice";
  return (
    <Section
      title={t("connection.network.title")}
      action={
        <Button
          icon={test.isPending ? <Spinner size="tiny" /> : null}
          disabledFocusable={test.isPending}
          onClick={() => test.mutate()}
        >
          {t(test.isPending ? "connection.network.testing" : "connection.network.test")}
        </Button>
      }
    >
      <div className={styles.stack}>
        <Loaded query={useProxy()} skeleton={<Skeletons rows={1} height={20} />}>
          {(proxy) => <Text>{inside ? t("connection.network.inside") : words(proxy)}</Text>}
        </Loaded>
        <div role="status">
          {test.data === undefined || test.isPending ? null : (
            <Text weight="semibold">{t(summaryOf(test.data.map((one) => one.reached)))}</Text>
          )}
        </div>
        {test.data === undefined ? null : (
          <ul className={styles.list}>
            {test.data.map((one) => (
              <NetworkTestRow key={one.purpose + one.host} test={one} />
            ))}
          </ul>
        )}
        {test.error === null ? null : <ErrorNote error={decodeError(test.error)} />}
      </div>
    </Section>
  );
}

function summaryOf(reached: boolean[]): string {
  if (reached.every(Boolean)) return "connection.network.allReached";
  return reached.some(Boolean) ? "connection.network.someReached" : "connection.network.noneReached";
}
