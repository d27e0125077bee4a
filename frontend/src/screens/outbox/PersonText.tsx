import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { PersonValue } from "../../api";

const useStyles = makeStyles({
  root: {
    display: "grid",
    gridTemplateColumns: "minmax(96px, max-content) minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXS,
    margin: 0,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  name: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: "anywhere", userSelect: "text", unicodeBidi: "plaintext" },
});

/** What a contact or lead says, as it is or will be written. */
export function PersonText({ values }: { values: PersonValue[] }) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <dl className={styles.root}>
      {values.map(({ field, label, text }) => [
        <dt key={`${field} name`} className={styles.name}>
          <Text size={200}>{label !== "" ? label : t(`create.fields.${field}`, { defaultValue: field })}</Text>
        </dt>,
        <dd key={field} className={styles.value}>
          {text}
        </dd>,
      ])}
    </dl>
  );
}
