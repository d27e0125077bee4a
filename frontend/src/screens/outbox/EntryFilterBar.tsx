import { Dropdown, makeStyles, Option, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { EntryCounts } from "../../api";
import { useWord } from "../../text/words";
import { SearchField } from "../../ui/SearchField";
import { CountsLine } from "./CountsLine";
import { entryKinds, entryStates, type EntryFilters } from "./filters";
import { RemoteFilter } from "./RemoteFilter";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    marginBottom: tokens.spacingVerticalS,
    flexShrink: 0,
  },
  pick: { minWidth: "140px" },
});

interface EntryFilterBarProps {
  filters: EntryFilters;
  counts: EntryCounts;
  onChange: (change: Partial<EntryFilters>) => void;
}

/** Counts, search, kind and state; and what was noticed in Dynamics, where there is something. */
export function EntryFilterBar({ filters, counts, onChange }: EntryFilterBarProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const kindName = (kind: string) => (kind === "" ? t("outbox.everyKind") : word("match.kinds", kind));
  const stateName = (state: string) => (state === "" ? t("outbox.everyState") : word("outbox.states", state));
  return (
    <div className={styles.root}>
      <CountsLine counts={counts} state={filters.state} onState={(state) => onChange({ state })} />
      <SearchField label={t("outbox.search")} value={filters.text} onChange={(text) => onChange({ text })} />
      <Dropdown
        aria-label={t("outbox.kind")}
        className={styles.pick}
        value={kindName(filters.kind)}
        selectedOptions={[filters.kind]}
        onOptionSelect={(_, data) => onChange({ kind: data.optionValue ?? "" })}
      >
        {["", ...entryKinds].map((kind) => (
          <Option key={kind} value={kind}>
            {kindName(kind)}
          </Option>
        ))}
      </Dropdown>
      <Dropdown
        aria-label={t("outbox.state")}
        className={styles.pick}
        value={stateName(filters.state)}
        selectedOptions={[filters.state]}
        onOptionSelect={(_, data) => onChange({ state: data.optionValue ?? "" })}
      >
        {["", ...entryStates].map((state) => (
          <Option key={state} value={state}>
            {stateName(state)}
          </Option>
        ))}
      </Dropdown>
      {(counts.remotes.length > 0 || filters.remote !== "") && (
        <RemoteFilter counts={counts.remotes} remote={filters.remote} onChange={(remote) => onChange({ remote })} />
      )}
    </div>
  );
}
