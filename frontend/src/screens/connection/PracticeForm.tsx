import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, useConnectPractice, usePracticePeople, type PracticePerson } from "../../api";
import { ChoiceCard } from "../../ui/ChoiceCard";
import { ErrorNote } from "../../ui/ErrorNote";
import { Loaded } from "../../ui/Loaded";
import { Skeletons } from "../../ui/Skeletons";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, alignItems: "flex-start" },
  people: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(260px, 1fr))",
    gap: tokens.spacingHorizontalS,
    width: "100%",
    border: "none",
    margin: 0,
    padding: 0,
  },
  legend: { fontWeight: tokens.fontWeightSemibold, paddingBottom: tokens.spacingVerticalS },
});

/** Connects to the practice organization as one of its people. */
export function PracticeForm() {
  return (
    <Loaded query={usePracticePeople()} skeleton={<Skeletons rows={3} height={64} />}>
      {(people) => <People people={people} />}
    </Loaded>
  );
}

function People({ people }: { people: PracticePerson[] }) {
  const styles = useStyles();
  const { t, i18n } = useTranslation();
  const suggested = suggestedOf(people);
  const [picked, setPicked] = useState(suggested?.id ?? "");
  const connect = useConnectPractice();
  const about = (person: PracticePerson) => {
    const role = i18n.exists(`connection.roles.${person.role}`) ? t(`connection.roles.${person.role}`) : "";
    const hint = person.id === suggested?.id ? t("connection.suggested") : "";
    return [hint, person.title, role].filter(Boolean).join(" · ");
  };
  return (
    <div className={styles.root}>
      <fieldset className={styles.people}>
        <legend className={styles.legend}>{t("connection.whoAreYou")}</legend>
        {people.map((person) => (
          <ChoiceCard
            key={person.id}
            name="practice-person"
            title={person.name}
            text={about(person)}
            checked={person.id === picked}
            onPick={() => setPicked(person.id)}
          />
        ))}
      </fieldset>
      {connect.error === null ? null : <ErrorNote error={decodeError(connect.error)} />}
      <Button
        appearance="primary"
        disabled={picked === "" || connect.isPending}
        onClick={() => connect.mutate(picked)}
      >
        {t("connection.connect")}
      </Button>
    </div>
  );
}

// Ana Ruiz is an admin with a seat: as her, everything can be tried.
function suggestedOf(people: PracticePerson[]): PracticePerson | undefined {
  return people.find((person) => person.name === "Ana Ruiz") ?? people.find((person) => person.admin) ?? people[0];
}
