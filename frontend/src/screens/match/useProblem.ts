import { useTranslation } from "react-i18next";
import type { PersonColumn, PersonRequest } from "../../api";
import { isRequired, problemOf } from "./columns";

/** How a field shows that its value is asked for and, once somebody tried to send, that it is missing. Too long is said at once. */
export function useProblem(person: PersonRequest, tried: boolean) {
  const { t } = useTranslation();
  return (column: PersonColumn | undefined) => {
    if (column === undefined) return {};
    const required = isRequired(column);
    const problem = problemOf(column, person);
    if (problem === null || (problem === "required" && !tried)) return { required };
    const message = problem === "tooLong" ? t("create.tooLong", { count: column.maxLength }) : t("create.required");
    return { required, validationState: "error" as const, validationMessage: message };
  };
}
