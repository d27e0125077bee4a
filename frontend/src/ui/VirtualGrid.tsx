import { makeStyles, mergeClasses, tokens, useRestoreFocusTarget } from "@fluentui/react-components";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode, type RefObject } from "react";

const headerHeight = 36;

const useStyles = makeStyles({
  grid: {
    position: "relative",
    overflowY: "auto",
    overflowX: "hidden",
    flexGrow: 1,
    minHeight: 0,
    outlineStyle: "none",
    "&:focus-visible": { boxShadow: `inset 0 0 0 2px ${tokens.colorStrokeFocus2}` },
    "@media (forced-colors: active)": { "&:focus-visible": { outline: "2px solid Highlight", outlineOffset: "-2px" } },
  },
  header: {
    position: "sticky",
    top: 0,
    boxSizing: "border-box",
    height: `${headerHeight}px`,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  canvas: { position: "relative", width: "100%" },
  row: {
    position: "absolute",
    insetInline: 0,
    top: 0,
    boxSizing: "border-box",
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    cursor: "pointer",
    userSelect: "none",
    "&:hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
  },
  active: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    boxShadow: `inset 3px 0 0 ${tokens.colorBrandStroke1}`,
    "&:hover": { backgroundColor: tokens.colorNeutralBackground1Selected },
    "@media (forced-colors: active)": { outline: "2px solid Highlight", outlineOffset: "-3px" },
  },
  selected: {
    backgroundColor: tokens.colorBrandBackground2,
    "&:hover": { backgroundColor: tokens.colorBrandBackground2 },
    "@media (forced-colors: active)": { borderLeft: "4px solid Highlight" },
  },
});

interface VirtualGridProps {
  label: string;
  count: number;
  /** Height of one row in CSS pixels. */
  rowHeight: number;
  /** The row the keyboard is at, or -1. */
  active: number;
  onActive: (index: number) => void;
  /** A click or Enter on a row; with the keyboard the focus should follow. */
  onOpen: (index: number, byKeyboard: boolean) => void;
  /** Keys beyond moving and opening; true when it was used. */
  onKey?: (key: string, index: number) => boolean;
  /** Rows in view, for the one who reads them. */
  onShown?: (first: number, last: number) => void;
  /** Rows that are chosen; the active one where nothing else is said. */
  selected?: (index: number) => boolean;
  /** Whether several can be chosen at once. */
  multiple?: boolean;
  /** The cells of a row, each with role "gridcell". */
  children: (index: number) => ReactNode;
  /** Cells with role "columnheader". */
  header?: ReactNode;
  describedBy?: string;
  /** For those who have to bring the focus back to the list. */
  gridRef?: RefObject<HTMLDivElement | null>;
  className?: string;
}

/**
 * A list of any length that keeps a few dozen rows in the page. The keyboard focus stays on the list itself and
 * aria-activedescendant names the row, so scrolling can never lose it.
 */
export function VirtualGrid(props: VirtualGridProps) {
  const { count, rowHeight, active, onShown } = props;
  const styles = useStyles();
  const id = useId();
  const restore = useRestoreFocusTarget();
  const own = useRef<HTMLDivElement>(null);
  const grid = props.gridRef ?? own;
  const top = props.header ? headerHeight : 0;
  // The rule is about memoised components; this one draws anew whenever the virtualizer asks for it.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => grid.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // Rows may come a frame later than the scrolling; flushing inside effects is refused by React.
    useFlushSync: false,
    scrollMargin: top,
    scrollPaddingStart: top,
    // The active row stays in the page even when it is scrolled away: the list points at it.
    rangeExtractor: (range) => withIndex(defaultRangeExtractor(range), active, count),
  });
  const items = virtual.getVirtualItems();
  const inView = items.filter((item) => item.index !== active || items.length === 1);
  const first = inView[0]?.index ?? 0;
  const last = inView.at(-1)?.index ?? 0;
  useEffect(() => onShown?.(first, last), [first, last, onShown]);

  const move = (to: number) => {
    const index = Math.max(0, Math.min(count - 1, to));
    props.onActive(index);
    virtual.scrollToIndex(index, { align: "auto" });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (count === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const inner = event.target !== event.currentTarget;
    if (inner && (event.key === "Enter" || event.key === " ")) return;
    const perPage = Math.max(1, Math.floor((grid.current?.clientHeight ?? 0) / rowHeight) - 1);
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + perPage,
      PageUp: active - perPage,
      Home: 0,
      End: count - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) move(to);
    else if (event.key === "Enter" && active >= 0) props.onOpen(active, true);
    else if (active < 0 || !props.onKey?.(event.key, active)) return;
    event.preventDefault();
  };

  return (
    <div
      ref={grid}
      {...restore}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={props.header ? count + 1 : count}
      aria-multiselectable={props.multiple}
      aria-activedescendant={active >= 0 && active < count ? `${id}-${active}` : undefined}
      aria-describedby={props.describedBy}
      className={mergeClasses(styles.grid, props.className)}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget && active < 0 && count > 0) props.onActive(0);
      }}
    >
      {props.header && (
        <div role="row" aria-rowindex={1} className={styles.header}>
          {props.header}
        </div>
      )}
      <div role="rowgroup" className={styles.canvas} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => (
          // The keyboard reaches rows through the list, which owns the focus.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={item.key}
            id={`${id}-${item.index}`}
            role="row"
            aria-rowindex={item.index + (props.header ? 2 : 1)}
            aria-selected={props.selected ? props.selected(item.index) : item.index === active}
            className={mergeClasses(
              styles.row,
              props.selected?.(item.index) && styles.selected,
              item.index === active && styles.active,
            )}
            style={{ height: item.size, transform: `translateY(${item.start - top}px)` }}
            onClick={() => {
              props.onActive(item.index);
              props.onOpen(item.index, false);
            }}
          >
            {props.children(item.index)}
          </div>
        ))}
      </div>
    </div>
  );
}

function withIndex(indexes: number[], index: number, count: number): number[] {
  if (index < 0 || index >= count || indexes.includes(index)) return indexes;
  return [...indexes, index].sort((a, b) => a - b);
}
