import { Button, Field, Input, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, useConnect } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, alignItems: "flex-start" },
  field: { width: "100%", maxWidth: "560px" },
  note: { color: tokens.colorNeutralForeground2 },
});

/** Connects to an organization by its address. */
export function DynamicsForm() {
  const styles = useStyles();
  const { t } = useTranslation();
  const [url, setUrl] = useState("");
  const [touched, setTouched] = useState(false);
  const connect = useConnect();
  const valid = isAddress(url);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (valid) connect.mutate(url.trim());
  };
  return (
    <form className={styles.root} onSubmit={submit} noValidate>
      <Field
        className={styles.field}
        label={t("connection.url")}
        hint={t("connection.urlHelp")}
        validationMessage={touched && !valid ? t("connection.urlInvalid") : null}
      >
        <Input type="url" value={url} onChange={(_, data) => setUrl(data.value)} spellCheck={false} />
      </Field>
      <Text size={200} className={styles.note}>
        {t("connection.integrationUser")}
      </Text>
      {connect.error === null ? null : <ErrorNote error={decodeError(connect.error)} />}
      <Button type="submit" appearance="primary" disabled={connect.isPending}>
        {t("connection.connect")}
      </Button>
    </form>
  );
}

// Only a hint while typing: what is an organization is decided by the program, which asks it. Plain http is for a
// practice organization on this machine; the program refuses it elsewhere.
function isAddress(text: string): boolean {
  try {
    const { protocol, hostname } = new URL(text.trim());
    return (protocol === "https:" || protocol === "http:") && hostname !== "";
  } catch {
    return false;
  }
}
