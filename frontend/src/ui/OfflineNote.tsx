import { makeStyles, MessageBar, MessageBarBody, tokens } from "@fluentui/react-components";
import { PlugDisconnectedRegular } from "@fluentui/react-icons";

const useStyles = makeStyles({
  root: { marginBottom: tokens.spacingVerticalM, flexShrink: 0 },
  body: { whiteSpace: "normal" },
});

/** Says that the screen works without a connection, and what waits. */
export function OfflineNote({ text }: { text: string }) {
  const styles = useStyles();
  return (
    <MessageBar intent="info" layout="multiline" icon={<PlugDisconnectedRegular />} className={styles.root}>
      <MessageBarBody className={styles.body}>{text}</MessageBarBody>
    </MessageBar>
  );
}
