import { Text } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";
import { guideErrorOf } from "./guideErrors";

export interface ConnectionProblemProps {
  problem: Problem;
  onRetry?: (() => void) | undefined;
  /** The account that is expected to sign in; empty for anybody. */
  account?: string;
}

const intents: Record<string, "info" | "warning" | "error"> = { info: "info", warning: "warning", error: "error" };

/** Why a connection failed: the guides' own message and workaround where they have one, over the cause. */
export function ConnectionProblem({ problem, onRetry, account = "" }: ConnectionProblemProps) {
  const { t } = useTranslation();
  if (problem.code === "") return null;
  const guide = guideErrorOf(problem.code);
  const intent = intents[problem.severity ?? ""] ?? "error";
  const expected = problem.code === "wrong-account" && account !== "" ? t("connection.expectedAccount", { account }) : null;
  if (guide === null) {
    return (
      <ErrorNote error={problem} onRetry={onRetry} intent={intent}>
        {expected === null ? null : <span>{expected}</span>}
      </ErrorNote>
    );
  }
  return (
    <ErrorNote error={problem} onRetry={onRetry} intent={intent} lead={t(`connection.guideErrors.${guide}.message`)}>
      <span>
        <Text weight="semibold">{t("connection.guideErrors.workaround")}</Text>{" "}
        {t(`connection.guideErrors.${guide}.workaround`)}
      </span>
    </ErrorNote>
  );
}
