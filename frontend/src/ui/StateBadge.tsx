import { Badge } from "@fluentui/react-components";
import {
  ArrowSyncRegular,
  CheckmarkCircleRegular,
  CircleRegular,
  ClockRegular,
  ErrorCircleRegular,
  WarningRegular,
} from "@fluentui/react-icons";
import type { ReactElement } from "react";

export type Tone = "neutral" | "busy" | "waiting" | "success" | "warning" | "danger" | "brand";

const looks = {
  neutral: { color: "subtle", icon: <CircleRegular /> },
  busy: { color: "informative", icon: <ArrowSyncRegular /> },
  waiting: { color: "informative", icon: <ClockRegular /> },
  success: { color: "success", icon: <CheckmarkCircleRegular /> },
  warning: { color: "warning", icon: <WarningRegular /> },
  danger: { color: "danger", icon: <ErrorCircleRegular /> },
  brand: { color: "brand", icon: <CircleRegular /> },
} as const;

export interface StateBadgeProps {
  tone: Tone;
  label: string;
  /** Replaces the tone's own sign. */
  icon?: ReactElement | null;
}

/** A state in a word, with a sign as well as a colour. */
export function StateBadge({ tone, label, icon }: StateBadgeProps) {
  const look = looks[tone];
  const sign = icon === undefined ? look.icon : icon;
  return (
    <Badge appearance="tint" color={look.color} shape="rounded" icon={sign === null ? undefined : sign}>
      {label}
    </Badge>
  );
}
