import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { decodeError, useConnect, type FoundOrganization, type FoundOrganizations } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, width: "100%" },
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  row: { display: "flex", justifyContent: "space-between", alignItems: "center", gap: tokens.spacingHorizontalM },
  words: { display: "flex", flexDirection: "column", minWidth: 0 },
  note: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
});

/** The organizations that were found, to connect to one. */
export function FoundList({ found }: { found: FoundOrganizations }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const connect = useConnect();
  const count = found.organizations.length;
  return (
    <div className={styles.root}>
      <Text role="status">{t("connection.find.found", { count, account: found.account })}</Text>
      <ul className={styles.list}>
        {found.organizations.map((one) => (
          <Row key={one.url} organization={one} busy={connect.isPending} onConnect={() => connect.mutate(one.url)} />
        ))}
      </ul>
      {connect.error === null ? null : <ErrorNote error={decodeError(connect.error)} />}
    </div>
  );
}

interface RowProps {
  organization: FoundOrganization;
  busy: boolean;
  onConnect: () => void;
}

function Row({ organization, busy, onConnect }: RowProps) {
  const styles = useStyles();
  const { t, i18n } = useTranslation();
  const kind = `shell.organizationKind.${organization.kind}`;
  const facts = [
    i18n.exists(kind) ? t(kind) : "",
    organization.enabled ? "" : t("connection.find.disabled"),
    organization.url.replace(/^https:\/\//, ""),
  ];
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <Text weight="semibold">{organization.name}</Text>
        <Text size={200} className={styles.note}>
          {facts.filter(Boolean).join(" · ")}
        </Text>
      </span>
      <Button
        disabled={busy || !organization.enabled}
        aria-label={t("connection.find.connectTo", { name: organization.name })}
        onClick={onConnect}
      >
        {t("connection.connect")}
      </Button>
    </li>
  );
}
