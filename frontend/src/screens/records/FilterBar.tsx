import { Dropdown, makeStyles, Option, Tab, TabList, ToggleButton, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { Owner } from "../../api";
import { SearchField } from "../../ui/SearchField";
import type { Filters, RecordKind } from "./filters";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    marginBottom: tokens.spacingVerticalS,
    flexShrink: 0,
  },
  scope: { display: "flex", marginInlineEnd: "auto", gap: tokens.spacingHorizontalXXS },
  pick: { minWidth: "150px" },
});

interface FilterBarProps {
  filters: Filters;
  onChange: (change: Partial<Filters>) => void;
  owners: Owner[];
  stages: string[];
}

/** What the list shows: kind, saved or all, search, owner and stage. */
export function FilterBar({ filters, onChange, owners, stages }: FilterBarProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <div className={styles.root}>
      <TabList
        aria-label={t("records.kind")}
        selectedValue={filters.kind}
        onTabSelect={(_, data) => onChange({ kind: data.value as RecordKind, stage: "" })}
      >
        <Tab value="lead">{t("records.leads")}</Tab>
        <Tab value="account">{t("records.accounts")}</Tab>
        <Tab value="opportunity">{t("records.opportunities")}</Tab>
      </TabList>
      <div role="group" aria-label={t("records.scope")} className={styles.scope}>
        {(["saved", "all"] as const).map((scope) => (
          <ToggleButton
            key={scope}
            size="small"
            appearance="subtle"
            checked={filters.scope === scope}
            onClick={() => onChange({ scope })}
          >
            {t(`records.${scope}`)}
          </ToggleButton>
        ))}
      </div>
      {filters.scope === "all" && (
        <Pick
          label={t("records.owner")}
          everything={t("records.everyOwner")}
          value={filters.owner}
          options={owners.map((owner) => ({ value: owner.id, text: owner.name }))}
          onChange={(owner) => onChange({ owner })}
        />
      )}
      {(stages.length > 0 || filters.stage !== "") && (
        <Pick
          label={t("records.stage")}
          everything={t("records.everyStage")}
          value={filters.stage}
          options={stages.map((stage) => ({ value: stage, text: stage }))}
          onChange={(stage) => onChange({ stage })}
        />
      )}
      <SearchField label={t("records.search")} value={filters.text} onChange={(text) => onChange({ text })} />
    </div>
  );
}

interface PickProps {
  label: string;
  everything: string;
  value: string;
  options: { value: string; text: string }[];
  onChange: (value: string) => void;
}

function Pick({ label, everything, value, options, onChange }: PickProps) {
  const styles = useStyles();
  const shown = options.find((option) => option.value === value)?.text ?? everything;
  return (
    <Dropdown
      aria-label={label}
      className={styles.pick}
      value={shown}
      selectedOptions={[value]}
      onOptionSelect={(_, data) => onChange(data.optionValue ?? "")}
    >
      <Option value="">{everything}</Option>
      {options.map((option) => (
        <Option key={option.value} value={option.value}>
          {option.text}
        </Option>
      ))}
    </Dropdown>
  );
}
