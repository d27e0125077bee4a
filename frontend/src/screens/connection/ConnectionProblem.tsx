import { Text } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";
import { guideErrorOf } from "./guideErrors";

export interface ConnectionProblemProps {
  problem: Problem;
  onRetry?: (() => void) | undefined;
}

/** Why a connection failed: the guides' own message and workaround where they have one, over the cause. */
export function ConnectionProblem({ problem, onRetry }: ConnectionProblemProps) {
  const { t } = useTranslation();
  if (problem.code === "") return null;
  const guide = guideErrorOf(problem.code);
  const intent = problem.code === "sign-in-cancelled" || problem.code === "cancelled" ? "warning" : "error";
  if (guide === null) return <ErrorNote error={problem} onRetry={onRetry} intent={intent} />;
  return (
    <ErrorNote error={problem} onRetry={onRetry} intent={intent} lead={t(`connection.guideErrors.${guide}.message`)}>
      <span>
        <Text weight="semibold">{t("connection.guideErrors.workaround")}</Text>{" "}
        {t(`connection.guideErrors.${guide}.workaround`)}
      </span>
    </ErrorNote>
  );
}
