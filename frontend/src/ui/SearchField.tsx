import { SearchBox } from "@fluentui/react-components";

export interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
}

/** A screen's search. Ctrl+K puts the focus into it, found by its mark. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  return (
    <SearchBox
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(_, data) => onChange(data.value)}
      input={{ "data-search": true } as object}
    />
  );
}
