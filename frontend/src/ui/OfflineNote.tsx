import { makeStyles, MessageBar, MessageBarBody, tokens } from "@fluentui/react-components";
import { PlugDisconnectedRegular } from "@fluentui/react-icons";

const useStyles = makeStyles({ root: { marginBottom: tokens.spacingVerticalM, flexShrink: 0 } });

/** Says that the screen works without a connection, and what waits. */
export function OfflineNote({ text }: { text: string }) {
  return (
    <MessageBar intent="info" icon={<PlugDisconnectedRegular />} className={useStyles().root}>
      <MessageBarBody>{text}</MessageBarBody>
    </MessageBar>
  );
}
