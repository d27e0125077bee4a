import { Link, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useBackups, type Problem } from "../../api";
import { Loaded } from "../../ui/Loaded";
import { ConnectPanel } from "./ConnectPanel";
import { isGood } from "./restorable";
import { RestoreForm } from "./RestoreForm";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, alignItems: "flex-start" },
  wide: { width: "100%" },
});

/** The way on when the outbox cannot be opened: a copy of it, or another connection meanwhile. */
export function RestorePanel({ problem }: { problem: Problem }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [elsewhere, setElsewhere] = useState(false);
  return (
    <div className={styles.root}>
      <Text>{t(problem.code === "newer-version" ? "restore.helpNewer" : "restore.helpDamaged")}</Text>
      <Loaded query={useBackups()}>
        {(copies) => {
          const best = copies.find(isGood);
          if (best !== undefined) return <RestoreForm copies={copies} best={best} />;
          return <Text weight="semibold">{t(copies.length === 0 ? "restore.none" : "restore.noneGood")}</Text>;
        }}
      </Loaded>
      <Link as="button" aria-expanded={elsewhere} onClick={() => setElsewhere(!elsewhere)}>
        {t("restore.elsewhere")}
      </Link>
      {elsewhere ? (
        <div className={styles.wide}>
          <ConnectPanel />
        </div>
      ) : null}
    </div>
  );
}
