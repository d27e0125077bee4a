import { makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useRef, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { EntryRow } from "../../api";
import { whenFocusIsLost } from "../../ui/focus";
import { EntryDetail } from "./EntryDetail";

const useStyles = makeStyles({
  pane: {
    display: "flex",
    flexDirection: "column",
    flex: "1.1 1 0",
    minHeight: "200px",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    overflow: "hidden",
    // In a low window the screen scrolls as a whole.
    "@media (max-height: 640px)": { flex: "0 0 auto", overflow: "visible" },
    outlineStyle: "none",
    "&:focus-visible": { boxShadow: `inset 0 0 0 2px ${tokens.colorStrokeFocus2}` },
  },
});

interface DetailPaneProps {
  id: string;
  /** Set where the focus should come along. */
  followRef: RefObject<boolean>;
  onClose: () => void;
  onRetry: (row: EntryRow) => void;
  onRemove: (row: EntryRow) => void;
}

/** The pane under the list. Escape goes back to the list. */
export function DetailPane({ id, followRef, onClose, onRetry, onRemove }: DetailPaneProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    const focus = () => pane.current?.focus({ preventScroll: true });
    if (followRef.current) focus();
    followRef.current = false;
    pane.current?.scrollIntoView({ block: "nearest" });
    return whenFocusIsLost(focus); // who came from elsewhere left it on what is gone
  }, [id, followRef]);
  return (
    // Escape anywhere inside closes; the close button does the same for the mouse.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={pane}
      tabIndex={-1}
      aria-label={t("outbox.detail.label")}
      className={styles.pane}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      <EntryDetail id={id} onClose={onClose} onRetry={onRetry} onRemove={onRemove} />
    </section>
  );
}
