import { Badge, Checkbox, Link, makeStyles, mergeClasses, Text, tokens, Tooltip } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { Message } from "../../api";
import { href } from "../../app/route";
import { useFormat } from "../../text/format";
import { useWord } from "../../text/words";
import type { Closed } from "../copy/gate";
import { EntryStateBadge } from "../outbox/EntryStateBadge";
import { copyable } from "./choice";

const useStyles = makeStyles({
  item: { display: "flex", flexDirection: "column", maxWidth: "min(640px, 86%)", alignSelf: "flex-start", gap: "2px" },
  mine: { alignSelf: "flex-end" },
  head: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  name: { unicodeBidi: "isolate" },
  soft: { color: tokens.colorNeutralForeground2 },
  bubble: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    userSelect: "text",
    unicodeBidi: "plaintext",
  },
  mineBubble: { backgroundColor: tokens.colorBrandBackground2 },
  tag: { unicodeBidi: "isolate", maxWidth: "100%", height: "auto", overflowWrap: "anywhere" },
  foot: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS, minHeight: "32px" },
});

/** The tags that the material gave a message, with commas between them. */
const tagsOf = (tags: string): string[] => tags.split(", ").filter((tag) => tag !== "");

interface MessageItemProps {
  message: Message;
  chosen: boolean;
  closed: Closed;
  onChoose: (on: boolean) => void;
}

/** One message: who, when, what, and its check box, or what became of its copy. */
export function MessageItem({ message, chosen, closed, onChoose }: MessageItemProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const format = useFormat();
  const sender = message.outgoing ? t("linkedin.you") : message.sender || t("linkedin.unnamed");
  return (
    <li className={mergeClasses(styles.item, message.outgoing && styles.mine)}>
      <div className={styles.head}>
        <Text weight="semibold" size={200} className={styles.name}>
          {sender}
        </Text>
        <Text size={200} className={styles.soft}>
          {message.at === "" ? t("match.noDate") : format.when(message.at)}
        </Text>
        {message.kind === "inmail" && (
          <Badge appearance="outline" size="small" color="informative">
            {word("match.kinds", "inmail")}
          </Badge>
        )}
        {tagsOf(message.tags).map((tag) => (
          <Badge key={tag} appearance="tint" size="small" color="subtle" className={styles.tag} title={t("linkedin.tag", { tag })}>
            {tag}
          </Badge>
        ))}
      </div>
      <div className={mergeClasses(styles.bubble, message.outgoing && styles.mineBubble)}>
        {message.subject !== "" && (
          <Text weight="semibold" block>
            {message.subject}
          </Text>
        )}
        {message.body}
      </div>
      <div className={styles.foot}>
        {copyable(message) ? (
          <CopyBox chosen={chosen} closed={closed} onChoose={onChoose} />
        ) : (
          <>
            <EntryStateBadge state={message.entryState} />
            <Link href={href("outbox", message.entryId)}>{t("linkedin.seeEntry")}</Link>
          </>
        )}
      </div>
    </li>
  );
}

function CopyBox({ chosen, closed, onChoose }: Omit<MessageItemProps, "message">) {
  const { t } = useTranslation();
  const box = (
    <Checkbox
      label={t("copy.copyMessage")}
      checked={chosen}
      disabled={closed !== ""}
      onChange={(_, data) => onChoose(data.checked === true)}
    />
  );
  if (closed === "") return box;
  return (
    <Tooltip content={t(`copy.off.${closed}`)} relationship="description">
      <span>{box}</span>
    </Tooltip>
  );
}
