import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useEffect, useRef, type ReactNode } from "react";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    ":focus": { outline: "none" },
  },
  help: { color: tokens.colorNeutralForeground2 },
  buttons: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "flex-end",
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalM,
  },
});

export interface StepBodyProps {
  title: string;
  help?: string;
  buttons?: ReactNode;
  children: ReactNode;
}

/** The shape of a step. Its heading takes the focus, since the button that led here is gone. */
export function StepBody({ title, help, buttons, children }: StepBodyProps) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={styles.root}>
      <div>
        <h2 className={styles.title} tabIndex={-1} ref={heading}>
          {title}
        </h2>
        {help === undefined ? null : <Text className={styles.help}>{help}</Text>}
      </div>
      {children}
      {buttons === undefined ? null : <div className={styles.buttons}>{buttons}</div>}
    </div>
  );
}
