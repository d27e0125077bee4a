import { Link, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { shell, type Check } from "../../api";
import { StateBadge, type Tone } from "../../ui/StateBadge";

const useStyles = makeStyles({
  root: {
    display: "grid",
    gridTemplateColumns: "110px minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  words: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, overflowWrap: "anywhere" },
  why: { color: tokens.colorNeutralForeground2 },
});

const tones: Record<string, Tone> = { ok: "success", warning: "warning", failed: "danger", unknown: "neutral" };

/** One row of the preflight list. */
export function CheckRow({ check }: { check: Check }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { title, why } = useWords(check);
  const result = check.result in tones ? check.result : "unknown";
  const facts = [
    check.found === "" ? "" : t("connection.preflight.found", { found: check.found }),
    check.needed === "" ? "" : t("connection.preflight.needed", { needed: check.needed }),
    ["you", "admin", "microsoft"].includes(check.mender) ? t(`connection.preflight.menders.${check.mender}`) : "",
  ].filter(Boolean);
  return (
    <li className={styles.root}>
      <div>
        <StateBadge tone={tones[result] ?? "neutral"} label={t(`connection.preflight.results.${result}`)} />
      </div>
      <div className={styles.words}>
        <Text weight="semibold">{title}</Text>
        <Text size={200} className={styles.why}>
          {why}
        </Text>
        {facts.length === 0 ? null : <Text size={200}>{facts.join(" · ")}</Text>}
        {check.link === "" ? null : (
          <Link as="button" onClick={() => void shell.openExternal(check.link).catch(() => {})}>
            {check.id.startsWith("linkedin-") ? t("settings.writeback.getItNow") : t("connection.preflight.link")}
          </Link>
        )}
      </div>
    </li>
  );
}

function useWords(check: Check): { title: string; why: string } {
  const { t, i18n } = useTranslation();
  const [kind = "", name = check.id] = check.id.split(":");
  const known = i18n.exists(`connection.preflight.checks.${kind}.title`) ? kind : "other";
  const purpose = known === "privilege" ? privilegePurpose(name) : known;
  return {
    title: t(`connection.preflight.checks.${known}.title`, { name }),
    why: t(`connection.preflight.checks.${purpose}.why`),
  };
}

function privilegePurpose(name: string): string {
  if (name.startsWith("prvRead")) return "privilegeRead";
  return /^prv(Create|Write|Append|AppendTo|Assign|Delete)/.test(name) ? "privilegeWrite" : "privilege";
}
