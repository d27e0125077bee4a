import { Button, Checkbox, makeStyles, mergeClasses, SkeletonItem, Text, tokens } from "@fluentui/react-components";
import { OpenRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { shell, type EntryRow } from "../../api";
import { useFormat } from "../../text/format";
import { useWord } from "../../text/words";
import { KindIcon } from "../match/KindIcon";
import { needsChoice } from "./abilities";
import { EntryStateBadge } from "./EntryStateBadge";
import { EntryMenu } from "./EntryMenu";
import { RemoteBadge } from "./RemoteBadge";
import { memberName, useEntryWords } from "./words";

// Too narrow for columns: the state takes the place of the first words.
const narrow = "@container (max-width: 720px)";

const useStyles = makeStyles({
  root: {
    display: "grid",
    gridTemplateColumns: "32px 24px minmax(0, 1fr) 200px 116px",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    height: "100%",
    boxSizing: "border-box",
    padding: `0 ${tokens.spacingHorizontalS}`,
    [narrow]: { gridTemplateColumns: "32px 24px minmax(0, 1fr) auto", gridTemplateRows: "repeat(2, max-content)", alignContent: "center" },
  },
  tall: { [narrow]: { gridRow: "1 / 3" } },
  icon: { color: tokens.colorNeutralForeground2, display: "flex" },
  words: { display: "flex", flexDirection: "column", minWidth: 0 },
  line: { display: "flex", gap: tokens.spacingHorizontalS, alignItems: "baseline", minWidth: 0 },
  // A long name gives way, and keeps nearly half of the line.
  when: { flexShrink: 0, maxWidth: "55%" },
  soft: { color: tokens.colorNeutralForeground2 },
  preview: { [narrow]: { display: "none" } },
  state: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    gap: "2px",
    minWidth: 0,
    [narrow]: { gridColumn: 3, gridRow: 2, flexDirection: "row", alignItems: "center", gap: tokens.spacingHorizontalS },
  },
  says: { maxWidth: "100%", minWidth: 0 },
  acts: {
    display: "flex",
    justifyContent: "flex-end",
    gap: tokens.spacingHorizontalXS,
    minWidth: "32px",
    [narrow]: { gridColumn: 4, gridRow: "1 / 3" },
  },
});

export interface EntryCellsProps {
  row: EntryRow | undefined;
  selected: boolean;
  onSelect: () => void;
  onChoose: () => void;
  onRetry: () => void;
  onRemove: () => void;
}

/** One entry in the list: kind, who, the first words, the state and why, and what can be done. */
export function EntryCells(props: EntryCellsProps) {
  const { row, selected, onSelect } = props;
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const format = useFormat();
  const says = useEntryWords();
  if (row === undefined) {
    return (
      <div role="gridcell" className={styles.root}>
        <SkeletonItem size={16} style={{ gridColumn: "3 / 5" }} />
      </div>
    );
  }
  const name = memberName(row, t("linkedin.unnamed"));
  return (
    <div role="presentation" className={styles.root}>
      <div role="gridcell" className={styles.tall}>
        {/* The list keeps the focus: Space selects there. */}
        <Checkbox
          tabIndex={-1}
          checked={selected}
          aria-label={t("outbox.selectOne", { name })}
          onClick={(event) => event.stopPropagation()}
          onChange={onSelect}
        />
      </div>
      <div role="gridcell" className={mergeClasses(styles.icon, styles.tall)} aria-label={word("match.kinds", row.kind)}>
        <KindIcon kind={row.kind} />
      </div>
      <div role="gridcell" className={styles.words}>
        <span className={styles.line}>
          <Text weight="semibold" truncate wrap={false}>
            {name}
          </Text>
          <Text size={200} truncate wrap={false} className={mergeClasses(styles.soft, styles.when)}>
            {word("match.kinds", row.kind)} · {format.when(row.at)}
          </Text>
        </span>
        <Text size={200} truncate wrap={false} className={mergeClasses(styles.soft, styles.preview)}>
          {row.preview}
        </Text>
      </div>
      <div role="gridcell" className={styles.state}>
        {row.remote === "" ? <EntryStateBadge state={row.state} /> : <RemoteBadge kind={row.remote} />}
        <Text size={200} truncate wrap={false} title={says(row)} className={mergeClasses(styles.soft, styles.says)}>
          {says(row)}
        </Text>
      </div>
      <div role="gridcell" className={styles.acts}>
        <RowAct row={row} onChoose={props.onChoose} />
        <EntryMenu row={row} onChoose={props.onChoose} onRetry={props.onRetry} onRemove={props.onRemove} />
      </div>
    </div>
  );
}

// The one act that comes first for this state; the keyboard finds it in the detail below.
function RowAct({ row, onChoose }: { row: EntryRow; onChoose: () => void }) {
  const { t } = useTranslation();
  if (needsChoice(row)) {
    return (
      <Button
        size="small"
        tabIndex={-1}
        onClick={(event) => {
          event.stopPropagation();
          onChoose();
        }}
      >
        {t("outbox.choose")}
      </Button>
    );
  }
  if (row.state !== "sent" || row.url === "") return null;
  return (
    <Button
      size="small"
      tabIndex={-1}
      appearance="subtle"
      icon={<OpenRegular />}
      title={t("outbox.openInDynamics")}
      aria-label={t("outbox.openInDynamics")}
      onClick={(event) => {
        event.stopPropagation();
        void shell.openExternal(row.url);
      }}
    />
  );
}
