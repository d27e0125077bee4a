import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { ArrowDownRegular, ArrowUpRegular } from "@fluentui/react-icons";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { CRMSettings, StageColumn } from "../../api";
import { StateBadge } from "../../ui/StateBadge";
import { moved, orderOf } from "./draft";

const useStyles = makeStyles({
  title: { color: tokens.colorNeutralForeground2 },
  list: { listStyle: "none", margin: `${tokens.spacingVerticalXS} 0 0`, padding: 0 },
  row: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    minHeight: "32px",
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { flex: 1 },
});

export interface StageOrderProps {
  values: CRMSettings;
  column: StageColumn;
  disabled: boolean;
  onChange: (values: CRMSettings) => void;
}

/** The order of the stages, first to last: those beyond the chosen one are saved. */
export function StageOrder({ values, column, disabled, onChange }: StageOrderProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const titleId = useId();
  const order = orderOf(values, column);
  const chosen = order.indexOf(values.stageValue);
  const labelOf = (value: string) => column.choices.find((choice) => choice.value === value)?.label ?? value;
  const move = (from: number, by: -1 | 1) => onChange({ ...values, stageOrder: moved(order, from, by) });
  return (
    <div>
      <Text id={titleId} size={200} className={styles.title}>
        {t("settings.stage.order")}
      </Text>
      <ol className={styles.list} aria-labelledby={titleId}>
        {order.map((value, index) => (
          <li key={value} className={styles.row}>
            <Text className={styles.name} weight={index === chosen ? "semibold" : "regular"}>
              {labelOf(value)}
            </Text>
            {chosen >= 0 && index > chosen ? (
              <StateBadge tone="success" label={t("settings.stage.beyond")} />
            ) : null}
            <Button
              appearance="subtle"
              size="small"
              icon={<ArrowUpRegular />}
              aria-label={t("settings.stage.up", { stage: labelOf(value) })}
              disabled={disabled || index === 0}
              onClick={() => move(index, -1)}
            />
            <Button
              appearance="subtle"
              size="small"
              icon={<ArrowDownRegular />}
              aria-label={t("settings.stage.down", { stage: labelOf(value) })}
              disabled={disabled || index === order.length - 1}
              onClick={() => move(index, 1)}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}
