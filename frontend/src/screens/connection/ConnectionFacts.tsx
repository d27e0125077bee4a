import { Link, makeStyles, tokens } from "@fluentui/react-components";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { shell, type Connection } from "../../api";
import { OrganizationBadge } from "../../app/OrganizationBadge";
import { useFormat } from "../../text/format";

const useStyles = makeStyles({
  root: {
    display: "grid",
    gridTemplateColumns: "max-content minmax(0, 1fr) max-content minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    "@media (max-width: 1150px)": { gridTemplateColumns: "max-content minmax(0, 1fr)" },
  },
  name: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: "anywhere" },
});

/** Which organization, as whom, since when. */
export function ConnectionFacts({ connection }: { connection: Connection }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const facts: [string, ReactNode][] = [
    ["organization", <Named key="organization" connection={connection} />],
    ["user", connection.userName],
    ["address", <Address key="address" connection={connection} />],
    ["account", connection.account],
    ["version", connection.version],
    ["since", dateTime(connection.connectedSince)],
    ["kind", connection.organizationKind === "" ? "" : t(`shell.organizationKind.${connection.organizationKind}`)],
    ["lastSynced", connection.lastSynced === "" ? t("common.never") : dateTime(connection.lastSynced)],
  ];
  return (
    <dl className={styles.root}>
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt className={styles.name}>{t(`connection.facts.${name}`)}</dt>
          <dd className={styles.value}>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Named({ connection }: { connection: Connection }) {
  return (
    <>
      {connection.organizationName} <OrganizationBadge kind={connection.organizationKind} />
    </>
  );
}

// The practice organization answers inside the program only: a browser would find nothing at its address.
function Address({ connection }: { connection: Connection }) {
  const { organizationUrl: url, organizationKind: kind } = connection;
  if (kind === "practice" || !url.startsWith("https://")) return url;
  return (
    <Link as="button" onClick={() => void shell.openExternal(url).catch(() => {})}>
      {url}
    </Link>
  );
}
