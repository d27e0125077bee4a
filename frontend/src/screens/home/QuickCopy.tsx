import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { CallRegular, ChatRegular, MailRegular, NoteRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { useCopy } from "../../app/copy";
import { Section } from "../../ui/Section";

const useStyles = makeStyles({
  help: { display: "block", color: tokens.colorNeutralForeground2, marginBottom: tokens.spacingVerticalM },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

const kinds = [
  { kind: "note", icon: <NoteRegular /> },
  { kind: "message", icon: <ChatRegular /> },
  { kind: "inmail", icon: <MailRegular /> },
  { kind: "call", icon: <CallRegular /> },
] as const;

/** Opens Copy to CRM for a kind, from Home. */
export function QuickCopy() {
  const styles = useStyles();
  const { t } = useTranslation();
  const openCopy = useCopy();
  return (
    <Section title={t("home.quickCopy")}>
      <Text className={styles.help}>{t("home.quickCopyHelp")}</Text>
      <div className={styles.buttons}>
        {kinds.map(({ kind, icon }) => (
          <Button key={kind} icon={icon} onClick={() => openCopy({ kind })}>
            {t(`home.kinds.${kind}`)}
          </Button>
        ))}
      </div>
    </Section>
  );
}
