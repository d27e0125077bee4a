import { Button, DialogActions, DialogContent, makeStyles, Spinner, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  decodeError,
  useCreatePerson,
  useDecide,
  useLookForDuplicates,
  type Candidate,
  type Member,
  type PersonForm,
} from "../../api";
import { onceShown } from "../../app/focus";
import { ErrorNote } from "../../ui/ErrorNote";
import { CandidateList } from "./CandidateList";
import type { Account } from "./AccountField";
import { complete, type PersonTable } from "./columns";
import { PersonFields } from "./PersonFields";

const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, minHeight: "240px" },
  soft: { color: tokens.colorNeutralForeground2 },
});

interface CreateFormProps {
  form: PersonForm;
  member: Member;
  /** What may be made: one at least. */
  tables: PersonTable[];
  onClose: () => void;
  onCreated?: (() => void) | undefined;
}

/** The fields, and, before anything is made, the rows that may be the person already. */
export function CreateForm({ form, member, tables, onClose, onCreated }: CreateFormProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [typed, setPerson] = useState(form.person);
  const accounts = form.accounts.map(({ id, name }): Account => ({ id, name, city: "" }));
  const [account, setAccount] = useState(accounts.find(({ id }) => id === form.person.accountId) ?? null);
  const person = { ...typed, accountId: account?.id ?? "" };
  const [tried, setTried] = useState(false);
  const look = useLookForDuplicates();
  const create = useCreatePerson();
  const decide = useDecide();
  const busy = look.isPending || create.isPending || decide.isPending;
  const done = () => {
    onClose();
    onCreated?.();
  };
  const make = (allowDuplicate: boolean) => create.mutate({ ...person, allowDuplicate }, { onSuccess: done });
  const submit = () => {
    if (!complete(form.columns, person)) return onceShown('[role="dialog"] [aria-invalid="true"]', () => setTried(true));
    if (busy) return;
    look.mutate(person, { onSuccess: (found) => (found.rows.length === 0 ? make(false) : undefined) });
  };
  const choose = (row: Candidate) =>
    decide.mutate({ memberKey: member.key, table: row.table, id: row.id }, { onSuccess: done });
  const failure = create.error ?? look.error ?? decide.error;
  const same = look.data?.rows ?? [];
  return (
    <>
      <DialogContent className={styles.content}>
        {failure && <ErrorNote error={decodeError(failure)} />}
        <PersonFields
          person={person}
          columns={form.columns}
          accounts={accounts}
          account={account}
          onAccount={setAccount}
          tables={tables}
          tried={tried}
          onChange={(change) => {
            look.reset(); // what was found was about somebody else
            setPerson((now) => ({ ...now, ...change }));
          }}
        />
        <Text size={200} className={styles.soft}>
          {t("create.owner", { owner: form.owner })}
        </Text>
        {same.length > 0 && (
          <div role="status">
            <Text weight="semibold">{t(look.data?.local === true ? "create.sameLocal" : "create.same")}</Text>
            <CandidateList label={t("create.same")} candidates={same} busy={busy} onChoose={choose} />
          </div>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t("match.cancel")}</Button>
        <Button
          appearance="primary"
          icon={busy ? <Spinner size="tiny" /> : null}
          onClick={same.length > 0 ? () => make(true) : submit}
        >
          {t(same.length > 0 ? "create.anyway" : "create.queue")}
        </Button>
      </DialogActions>
    </>
  );
}
