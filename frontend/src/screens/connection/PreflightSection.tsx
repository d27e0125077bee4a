import { Button, Link, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePreflight, type Check } from "../../api";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Section";
import { CheckRow } from "./CheckRow";

const useStyles = makeStyles({
  stack: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, alignItems: "flex-start" },
  list: { listStyle: "none", margin: 0, padding: 0, width: "100%" },
  note: { color: tokens.colorNeutralForeground2 },
});

/** Each thing that Ferry needs: whether it is there, why it matters, who can mend it. */
export function PreflightSection() {
  const styles = useStyles();
  const { t } = useTranslation();
  const preflight = usePreflight();
  return (
    <Section
      title={t("connection.preflight.title")}
      action={
        <Button disabled={preflight.isFetching} onClick={() => void preflight.refetch()}>
          {t("connection.preflight.checkAgain")}
        </Button>
      }
    >
      <div className={styles.stack}>
        <Text className={styles.note}>{t("connection.preflight.help")}</Text>
        <Loaded query={preflight}>{(checks) => <Checks checks={checks} />}</Loaded>
      </div>
    </Section>
  );
}

function Checks({ checks }: { checks: Check[] }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const open = checks.filter((check) => check.result !== "ok");
  const shown = all ? checks : open;
  if (checks.length === 0) return null;
  return (
    <>
      <Text weight="semibold">
        {open.length === 0
          ? t("connection.preflight.allOk", { count: checks.length })
          : t("connection.preflight.someOpen", { count: open.length })}
      </Text>
      {shown.length === 0 ? null : (
        <ul className={styles.list}>
          {shown.map((check) => (
            <CheckRow key={check.id} check={check} />
          ))}
        </ul>
      )}
      {open.length === checks.length ? null : (
        <Link as="button" aria-expanded={all} onClick={() => setAll(!all)}>
          {t(all ? "connection.preflight.showOpen" : "connection.preflight.showAll")}
        </Link>
      )}
    </>
  );
}
