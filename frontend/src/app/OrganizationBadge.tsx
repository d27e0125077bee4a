import { useTranslation } from "react-i18next";
import { StateBadge } from "../ui/StateBadge";

const marked = ["sandbox", "developer", "practice"];

/** Says that an organization is not the production one; nothing for production, or when it is not known. */
export function OrganizationBadge({ kind }: { kind: string }) {
  const { t } = useTranslation();
  if (!marked.includes(kind)) return null;
  return <StateBadge tone="warning" icon={null} label={t(`shell.organizationKind.${kind}`)} />;
}
