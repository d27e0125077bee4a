import { Button, Field, Input, makeStyles, Select, Textarea, tokens } from "@fluentui/react-components";
import { DeleteRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import type { PastedMessage } from "../../api";
import { timeOfField } from "../copy/when";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  head: { display: "flex", flexWrap: "wrap", alignItems: "start", gap: tokens.spacingHorizontalM },
  grow: { flexGrow: 1 },
});

interface PastedItemProps {
  message: PastedMessage;
  number: number;
  /** The other person's name. */
  other: string;
  /** The changed message, or null to leave it out. */
  onChange: (message: PastedMessage | null) => void;
}

/** One message of a pasted text: who, when and what, each of which can be put right. */
export function PastedItem({ message, number, other, onChange }: PastedItemProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const timed = timeOfField(message.at) !== null;
  return (
    <li className={styles.root} aria-label={t("linkedin.paste.message", { number })}>
      <div className={styles.head}>
        <Field label={t("linkedin.paste.from")}>
          <Select
            value={message.outgoing ? "me" : "other"}
            onChange={(_, data) => onChange({ ...message, outgoing: data.value === "me" })}
          >
            <option value="other">{other}</option>
            <option value="me">{t("linkedin.you")}</option>
          </Select>
        </Field>
        <Field
          label={t("linkedin.paste.at")}
          validationState={timed ? (message.dated ? "none" : "warning") : "error"}
          validationMessage={timed ? (message.dated ? "" : t("linkedin.paste.noDay")) : t("linkedin.paste.noTime")}
        >
          <Input
            type="datetime-local"
            value={message.at}
            onChange={(_, data) => onChange({ ...message, at: data.value, dated: true })}
          />
        </Field>
        <span className={styles.grow} />
        <Button
          appearance="subtle"
          icon={<DeleteRegular />}
          aria-label={t("linkedin.paste.leaveOut", { number })}
          onClick={() => onChange(null)}
        />
      </div>
      <Field label={t("linkedin.paste.body")}>
        <Textarea
          dir="auto"
          resize="vertical"
          value={message.body}
          onChange={(_, data) => onChange({ ...message, body: data.value })}
        />
      </Field>
    </li>
  );
}
