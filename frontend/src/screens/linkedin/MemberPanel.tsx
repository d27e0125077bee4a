import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { ChatMultipleRegular, OpenRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { shell, useMemberMatch, type MemberRow } from "../../api";
import { go } from "../../app/route";
import { Loaded } from "../../ui/Loaded";
import { MatchPanel } from "../match/MatchPanel";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalL, overflowY: "auto" },
  name: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, overflowWrap: "anywhere", unicodeBidi: "isolate" },
  soft: { color: tokens.colorNeutralForeground2, unicodeBidi: "isolate" },
  acts: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

/** A LinkedIn member: who that is in the CRM and why, and the way to the conversation. */
export function MemberPanel({ row }: { row: MemberRow }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { member, conversation } = row;
  const match = useMemberMatch(member.key);
  return (
    <div className={styles.root}>
      <h2 className={styles.name}>{member.name || t("linkedin.unnamed")}</h2>
      <Text className={styles.soft}>{[member.title, member.company, member.email].filter((part) => part !== "").join(" · ")}</Text>
      <Loaded query={match}>{(answer) => <MatchPanel member={member} match={answer} />}</Loaded>
      <div className={styles.acts}>
        {conversation !== "" && (
          <Button icon={<ChatMultipleRegular />} onClick={() => go("linkedin", conversation)}>
            {t("linkedin.members.conversation")}
          </Button>
        )}
        {member.url.startsWith("https://") && (
          <Button icon={<OpenRegular />} onClick={() => void shell.openExternal(member.url)}>
            {t("linkedin.openOnLinkedIn")}
          </Button>
        )}
      </div>
    </div>
  );
}
