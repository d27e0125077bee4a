import { Button } from "@fluentui/react-components";
import { MailInboxCheckmarkRegular, SearchRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../ui/EmptyState";
import { CopyButton } from "../copy/CopyButton";
import { narrowed, noFilters, type EntryFilters } from "./filters";

interface OutboxEmptyProps {
  filters: EntryFilters;
  onChange: (change: Partial<EntryFilters>) => void;
}

/** Why the list is empty, and what to do first. */
export function OutboxEmpty({ filters, onChange }: OutboxEmptyProps) {
  const { t } = useTranslation();
  if (narrowed(filters)) {
    return (
      <EmptyState
        icon={<SearchRegular />}
        title={t("outbox.empty.filteredTitle")}
        text={t("outbox.empty.filteredText")}
        action={<Button onClick={() => onChange(noFilters)}>{t("outbox.empty.clear")}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={<MailInboxCheckmarkRegular />}
      title={t("outbox.empty.title")}
      text={t("outbox.empty.text")}
      action={<CopyButton appearance="primary" />}
    />
  );
}
