import { Dropdown, makeStyles, Option } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { RemoteCount } from "../../api";
import { useWord } from "../../text/words";

const useStyles = makeStyles({ pick: { minWidth: "180px" } });

interface RemoteFilterProps {
  counts: RemoteCount[];
  remote: string;
  onChange: (remote: string) => void;
}

/** Narrows the list to what was noticed in Dynamics, with how many entries each kind stands at. */
export function RemoteFilter({ counts, remote, onChange }: RemoteFilterProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const numbers = new Map(counts.map(({ kind, count }) => [kind, count]));
  numbers.set("any", counts.reduce((sum, { count }) => sum + count, 0));
  const name = (kind: string) => {
    if (kind === "") return t("outbox.remote.filter.all");
    const of = kind === "any" ? t("outbox.remote.filter.any") : word("outbox.remote.badges", kind);
    return t("outbox.remote.filter.counted", { kind: of, count: numbers.get(kind) ?? 0 });
  };
  const offered = ["", "any", ...counts.map(({ kind }) => kind)];
  return (
    <Dropdown
      aria-label={t("outbox.remote.filter.label")}
      className={styles.pick}
      value={name(remote)}
      selectedOptions={[remote]}
      onOptionSelect={(_, data) => onChange(data.optionValue ?? "")}
    >
      {offered.map((kind) => (
        <Option key={kind} value={kind}>
          {name(kind)}
        </Option>
      ))}
    </Dropdown>
  );
}
