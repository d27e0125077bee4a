import { useTranslation } from "react-i18next";
import type { Group } from "./groups";

export const activitiesOf = (groups: Group[]) => groups.flatMap((group) => group.rows);

/** How many people and activities, for the sentences about several: count chooses the plural of what is done to them. */
export function useHowMany(): (groups: Group[]) => { people: string; activities: string; count: number } {
  const { t } = useTranslation();
  return (groups) => {
    const count = activitiesOf(groups).length;
    return {
      people: t("unresolved.people", { count: groups.length }),
      activities: t("unresolved.activities", { count }),
      count,
    };
  };
}
