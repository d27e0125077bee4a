import { Button, Field, makeStyles, Select, Text, tokens } from "@fluentui/react-components";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, useFindOrganizations, useFoundOrganizations, type FoundOrganizations } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";
import { FoundList } from "./FoundList";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, alignItems: "flex-start" },
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM, alignItems: "flex-end" },
  note: { color: tokens.colorNeutralForeground2 },
});

/** Looks for the organizations that an account may enter, and connects to the chosen one. */
export function FindForm() {
  const { data: found } = useFoundOrganizations();
  return found === undefined ? null : <Look found={found} />;
}

function Look({ found }: { found: FoundOrganizations }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [cloud, setCloud] = useState(found.cloud || (found.clouds[0] ?? ""));
  const find = useFindOrganizations();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    find.mutate(cloud);
  };
  return (
    <form className={styles.root} onSubmit={submit}>
      <Text className={styles.note}>{t("connection.find.help")}</Text>
      <div className={styles.row}>
        <Field label={t("connection.find.cloud")}>
          <Select value={cloud} onChange={(_, data) => setCloud(data.value)}>
            {found.clouds.map((one) => (
              <option key={one} value={one}>
                {t(`connection.find.clouds.${one}`, { defaultValue: one })}
              </option>
            ))}
          </Select>
        </Field>
        <Button type="submit" disabled={find.isPending}>
          {t("connection.find.start")}
        </Button>
      </div>
      {find.error === null ? null : <ErrorNote error={decodeError(find.error)} />}
      {found.account === "" ? null : <FoundList found={found} />}
    </form>
  );
}
