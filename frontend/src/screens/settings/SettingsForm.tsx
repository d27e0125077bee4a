import { makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { decodeError, useSaveSettings, useSettings, type CRMSettings, type Settings } from "../../api";
import { focusHeading } from "../../ui/focus";
import { AutoSyncRow } from "./AutoSyncRow";
import { objection, sameValues, type RowProps } from "./draft";
import { SaveBar } from "./SaveBar";
import { SaveProblem } from "./SaveProblem";
import { SettingsNotes } from "./SettingsNotes";
import { StageRow } from "./StageRow";
import { UnmatchedRow } from "./UnmatchedRow";
import { LinkedInColumnRow } from "./LinkedInColumnRow";
import { CreationRow } from "./CreationRow";
import { ValidationRow } from "./ValidationRow";
import { WonValueRow } from "./WonValueRow";
import { WritebackRow } from "./WritebackRow";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", flex: 1, minHeight: 0 },
  scroll: { flex: 1, minHeight: 0, overflow: "auto" },
  rows: {
    maxWidth: "1100px",
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    padding: `0 ${tokens.spacingHorizontalXL}`,
  },
  notes: { maxWidth: "1100px" },
});

/** The page of rows with its draft: nothing is saved before Save. */
export function SettingsForm({ settings }: { settings: Settings }) {
  const styles = useStyles();
  const [draft, setDraft] = useState<CRMSettings | null>(null);
  const { refetch } = useSettings();
  const save = useSaveSettings();
  const values = draft ?? settings.values;
  const dirty = draft !== null && !sameValues(draft, settings.values);
  const change = (next: CRMSettings) => {
    save.reset();
    setDraft(next);
  };
  const discard = () => {
    save.reset();
    setDraft(null);
  };
  const row: RowProps = { values, settings, disabled: !settings.mayEdit || save.isPending, onChange: change };
  return (
    <div className={styles.root}>
      <div className={styles.scroll}>
        <div className={styles.notes}>
          <SettingsNotes settings={settings} />
        </div>
        <div className={styles.rows}>
          <AutoSyncRow {...row} />
          <StageRow {...row} />
          <WonValueRow {...row} />
          <WritebackRow {...row} />
          <UnmatchedRow {...row} />
          <LinkedInColumnRow {...row} />
          <ValidationRow {...row} />
          <CreationRow {...row} />
        </div>
      </div>
      {save.error === null ? null : (
        <SaveProblem
          error={decodeError(save.error)}
          onReadNew={() => {
            discard();
            focusHeading(); // the button that held the focus goes with the note: on to the rows as they are now
            void refetch();
          }}
        />
      )}
      {settings.mayEdit ? (
        <SaveBar
          values={values}
          dirty={dirty}
          first={settings.source === "missing"}
          objection={objection(values)}
          saving={save.isPending}
          saved={save.isSuccess}
          onDiscard={discard}
          onSave={() => save.mutate({ values, version: settings.version }, { onSuccess: () => setDraft(null) })}
        />
      ) : null}
    </div>
  );
}
