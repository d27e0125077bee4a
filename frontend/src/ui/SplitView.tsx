import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useCallback, useEffect, useRef, type ReactNode, type RefObject } from "react";
import { focusHeading, whenFocusIsLost } from "./focus";
import { useKeptFocus } from "./keptFocus";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexGrow: 1,
    minHeight: "240px", // in a lower window the screen scrolls
    minWidth: 0,
    gap: tokens.spacingHorizontalL,
    position: "relative",
  },
  list: { display: "flex", flexDirection: "column", flexGrow: 1, minWidth: 0, minHeight: 0 },
  covered: { "@media (max-width: 1279px)": { visibility: "hidden" } },
  panel: {
    display: "flex",
    flexDirection: "column",
    flex: "0 0 400px",
    minHeight: 0,
    boxSizing: "border-box",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    overflow: "hidden",
    outlineStyle: "none",
    "&:focus-visible": { boxShadow: `inset 0 0 0 2px ${tokens.colorStrokeFocus2}` },
    "@media (max-width: 1279px)": { position: "absolute", inset: 0, zIndex: 1 },
  },
});

interface SplitViewProps {
  children: ReactNode;
  /** What is open beside the list, or null. */
  panel: ReactNode | null;
  panelLabel: string;
  /** Changes when something else is opened. */
  panelKey: string;
  onClose: () => void;
  /** Set before opening when the focus should follow into the panel. */
  followRef: RefObject<boolean>;
  /** Where the focus goes back to when the panel closes. */
  homeRef: RefObject<HTMLElement | null>;
}

/** A list with a panel beside it; in a narrow window the panel covers the list. Escape closes it. */
export function SplitView({ children, panel, panelLabel, panelKey, onClose, followRef, homeRef }: SplitViewProps) {
  const styles = useStyles();
  const ref = useRef<HTMLElement>(null);
  const wasOpen = useRef(false);
  const listRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (ref.current === null || listRef.current === null) return;
    const covered = getComputedStyle(listRef.current).visibility === "hidden";
    const inside = ref.current.contains(document.activeElement);
    if (followRef.current || (covered && !inside)) ref.current.focus({ preventScroll: true });
    followRef.current = false;
  }, [panelKey, followRef]);
  const open = panel !== null;
  const home = useCallback(() => {
    if (homeRef.current) homeRef.current.focus();
    else focusHeading();
  }, [homeRef]);
  useEffect(() => {
    const closed = wasOpen.current && !open;
    wasOpen.current = open;
    // What was closed held the focus, or a dialog of it does: without this it would be nowhere.
    return closed ? whenFocusIsLost(home) : undefined;
  }, [open, home]);
  const root = useRef<HTMLDivElement>(null);
  useKeptFocus(root, home); // what goes in the panel leaves the focus there; a row, or the whole list, on what is left
  return (
    <div ref={root} className={styles.root}>
      <div ref={listRef} className={mergeClasses(styles.list, open && styles.covered)}>
        {children}
      </div>
      {open && (
        // Escape anywhere inside closes; the close button does the same for the mouse.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <section
          ref={ref}
          tabIndex={-1}
          aria-label={panelLabel}
          className={styles.panel}
          onKeyDown={(event) => {
            if (event.key === "Escape" && !event.defaultPrevented) onClose();
          }}
        >
          {panel}
        </section>
      )}
    </div>
  );
}
