import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Section } from "../../ui/Section";
import { DisconnectDialog } from "./DisconnectDialog";

const useStyles = makeStyles({
  root: { display: "flex", flexWrap: "wrap", alignItems: "center", justifyContent: "space-between", gap: tokens.spacingHorizontalL },
});

/** Disconnect, apart from everything else. */
export function DisconnectSection() {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <Section title={t("connection.disconnect.section")}>
      <div className={useStyles().root}>
        <Text>{t("connection.disconnect.help")}</Text>
        <Button onClick={() => setAsking(true)}>{t("connection.disconnect.action")}</Button>
      </div>
      {asking ? <DisconnectDialog open onClose={() => setAsking(false)} /> : null}
    </Section>
  );
}
