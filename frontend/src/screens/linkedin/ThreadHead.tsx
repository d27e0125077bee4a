import { Button, makeStyles, Text, tokens, useRestoreFocusTarget } from "@fluentui/react-components";
import { CopyAddRegular, OpenRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { shell, type Conversation } from "../../api";
import { MatchPanel } from "../match/MatchPanel";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
  top: { display: "flex", flexWrap: "wrap", alignItems: "flex-start", gap: tokens.spacingHorizontalM },
  words: { display: "flex", flexDirection: "column", flexGrow: 1, minWidth: "120px", flexBasis: 0 },
  name: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, overflowWrap: "anywhere", unicodeBidi: "isolate" },
  soft: { color: tokens.colorNeutralForeground2 },
  acts: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

interface ThreadHeadProps {
  conversation: Conversation;
  /** How many messages can still be copied. */
  copyable: number;
  onCopyThread: () => void;
}

/** Who the conversation is with, who that is in the CRM and why, and Copy thread to CRM. */
export function ThreadHead({ conversation, copyable, onCopyThread }: ThreadHeadProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  // The focus comes back here when the dialog closes.
  const restore = useRestoreFocusTarget();
  const { member, messages } = conversation;
  const allCopied = messages.length > 0 && messages.every((message) => message.entryId !== "");
  return (
    <div className={styles.root}>
      <div className={styles.top}>
        <div className={styles.words}>
          <h2 className={styles.name}>{conversation.title || member.name || t("linkedin.unnamed")}</h2>
          <Text className={styles.soft}>
            {[member.title, member.company].filter((part) => part !== "").join(" · ")}
          </Text>
        </div>
        <div className={styles.acts}>
          {member.url.startsWith("https://") && (
            <Button
              appearance="subtle"
              icon={<OpenRegular />}
              title={t("linkedin.openOnLinkedIn")}
              aria-label={t("linkedin.openOnLinkedIn")}
              onClick={() => void shell.openExternal(member.url)}
            />
          )}
          <Button
            {...restore}
            appearance="primary"
            icon={<CopyAddRegular />}
            disabled={copyable === 0}
            onClick={onCopyThread}
          >
            {t("copy.copyThread")}
          </Button>
        </div>
      </div>
      <MatchPanel member={member} match={conversation.match} />
      {allCopied && (
        <Text size={200} className={styles.soft}>
          {t("linkedin.allCopied")}
        </Text>
      )}
    </div>
  );
}
