import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  card: {
    display: "flex",
    flexDirection: "column",
    flex: "1 1 0",
    minHeight: "150px",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    overflow: "hidden",
    // What is in it lays itself out by the room that the card has, which is not that of the window.
    containerType: "inline-size",
  },
});

/** The frame of a list that takes what height is left. */
export function ListCard({ children }: { children: ReactNode }) {
  return <div className={useStyles().card}>{children}</div>;
}
