import { Button } from "@fluentui/react-components";
import { ArrowSyncRegular, PeopleRegular, SearchRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { useStatus } from "../../api";
import { go } from "../../app/route";
import { EmptyState } from "../../ui/EmptyState";
import { narrowed, type Filters } from "./filters";

interface RecordsEmptyProps {
  filters: Filters;
  onChange: (change: Partial<Filters>) => void;
}

/** Why there is nothing in the list, and what to do about it. */
export function RecordsEmpty({ filters, onChange }: RecordsEmptyProps) {
  const { t } = useTranslation();
  const status = useStatus().data;
  const showAll = <Button onClick={() => onChange({ scope: "all" })}>{t("records.empty.showAll")}</Button>;
  if (status?.importing && !narrowed(filters)) {
    return (
      <EmptyState
        icon={<ArrowSyncRegular />}
        title={t("records.empty.importingTitle")}
        text={t("records.empty.importingText")}
      />
    );
  }
  if (status?.connection === "none") {
    return (
      <EmptyState
        icon={<PeopleRegular />}
        title={t("records.empty.nothingTitle")}
        text={t("records.empty.nothingText")}
        action={
          <Button appearance="primary" onClick={() => go("connection")}>
            {t("records.empty.connect")}
          </Button>
        }
      />
    );
  }
  if (narrowed(filters)) {
    return (
      <EmptyState
        icon={<SearchRegular />}
        title={t("records.empty.filteredTitle")}
        text={t("records.empty.filteredText")}
        action={
          <>
            <Button onClick={() => onChange({ text: "", owner: "", stage: "" })}>{t("records.empty.clear")}</Button>
            {filters.scope === "saved" && showAll}
          </>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={<PeopleRegular />}
      title={t(filters.scope === "saved" ? "records.empty.savedTitle" : "records.empty.noneTitle")}
      text={t(filters.scope === "saved" ? "records.empty.savedText" : "records.empty.noneText")}
      action={
        <>
          {filters.scope === "saved" && (
            <Button onClick={() => go("crm-settings")}>{t("records.empty.settings")}</Button>
          )}
          {filters.scope === "saved" && showAll}
        </>
      }
    />
  );
}
