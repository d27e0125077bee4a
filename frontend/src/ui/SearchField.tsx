import { SearchBox } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";

export interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
}

/** A screen's search. Ctrl+K puts the focus into it, found by its mark. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const { t } = useTranslation();
  return (
    <SearchBox
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(_, data) => onChange(data.value)}
      dismiss={{ "aria-label": t("common.clearSearch") }}
      input={{ "data-search": true } as object}
    />
  );
}
