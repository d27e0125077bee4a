import { Checkbox, makeStyles, mergeClasses, SkeletonItem, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { Message, Preview } from "../../api";
import { useFormat } from "../../text/format";
import { PreviewBox } from "../copy/PreviewBox";

const useStyles = makeStyles({
  item: {
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  left: { opacity: 0.6 },
});

interface PreviewItemProps {
  message: Message;
  kind: string;
  /** Undefined while it is being made. */
  preview: Preview | undefined;
  name: string;
  taken: boolean;
  onTake: (on: boolean) => void;
}

/** One message as it will be written, with the check box that leaves it out. */
export function PreviewItem({ message, kind, preview, name, taken, onTake }: PreviewItemProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const format = useFormat();
  const sender = message.outgoing ? t("linkedin.you") : message.sender || t("linkedin.unnamed");
  return (
    <li className={styles.item}>
      <Checkbox
        checked={taken}
        label={`${sender} · ${format.when(message.at)}`}
        onChange={(_, data) => onTake(data.checked === true)}
      />
      <div className={mergeClasses(!taken && styles.left)}>
        {preview === undefined ? (
          <SkeletonItem size={64} />
        ) : (
          <PreviewBox kind={kind} preview={preview} name={name} brief />
        )}
      </div>
    </li>
  );
}
