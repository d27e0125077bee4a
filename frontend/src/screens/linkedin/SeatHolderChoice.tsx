import { Checkbox, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { decodeError, useSeatHolders } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", margin: 0, padding: 0, border: "0 solid transparent", maxHeight: "200px", overflowY: "auto" },
  soft: { color: tokens.colorNeutralForeground2 },
});

interface SeatHolderChoiceProps {
  id: string;
  column: string;
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

/** Whose rows of a table are taken: those of other seat holders are left out unless they are checked. */
export function SeatHolderChoice({ id, column, chosen, onChange }: SeatHolderChoiceProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const holders = useSeatHolders(id, column);
  if (holders.error) return <ErrorNote error={decodeError(holders.error)} />;
  return (
    <fieldset className={styles.root}>
      <legend>{t("linkedin.columns.seatHolders")}</legend>
      <Text size={200} className={styles.soft}>
        {t("linkedin.columns.seatHoldersHelp")}
      </Text>
      {(holders.data ?? []).map((one) => (
        <Checkbox
          key={one.value}
          label={t(one.mine ? "linkedin.columns.seatHolderMine" : "linkedin.columns.seatHolder", {
            name: one.value || t("linkedin.columns.nobody"),
            count: one.rows,
          })}
          checked={chosen.includes(one.value)}
          onChange={(_, data) =>
            onChange(data.checked === true ? [...chosen, one.value] : chosen.filter((value) => value !== one.value))
          }
        />
      ))}
    </fieldset>
  );
}
