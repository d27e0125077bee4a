import { Button, makeStyles, tokens, useRestoreFocusTarget } from "@fluentui/react-components";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, useForgetDecision, useDecide, useNotInCRM, useReject, type Match, type Member } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";
import { ChooseRowDialog } from "./ChooseRowDialog";
import { CreateButton } from "./CreateButton";
import { MatchNote, rowName } from "./MatchNote";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  acts: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

interface MatchPanelProps {
  member: Member;
  match: Match;
  onChosen?: (match: Match) => void;
}

/** Who a member is in the CRM and why, with everything that corrects it. */
export function MatchPanel({ member, match, onChosen }: MatchPanelProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  // The focus comes back here when the dialog closes.
  const restore = useRestoreFocusTarget();
  const [choosing, setChoosing] = useState(false);
  const decide = useDecide();
  const reject = useReject();
  const notInCRM = useNotInCRM();
  const forget = useForgetDecision();
  const busy = decide.isPending || reject.isPending || notInCRM.isPending || forget.isPending;
  const failure = decide.error ?? reject.error ?? notInCRM.error ?? forget.error;
  const certain = match.strength === "strong" || match.strength === "weak";
  return (
    <div className={styles.root}>
      <MatchNote match={match} />
      {failure && <ErrorNote error={decodeError(failure)} />}
      <div className={styles.acts}>
        {match.strength === "weak" && match.id !== "" && (
          <Button
            size="small"
            appearance="primary"
            disabled={busy}
            aria-label={t("match.yesRow", { name: rowName(match) })}
            onClick={() => decide.mutate({ memberKey: member.key, table: match.table, id: match.id }, { onSuccess: onChosen })}
          >
            {t("match.yes")}
          </Button>
        )}
        <Button
          {...restore}
          size="small"
          appearance={certain ? "secondary" : "primary"}
          disabled={busy}
          onClick={() => setChoosing(true)}
        >
          {t(match.strength === "several" ? "match.choose" : "match.edit")}
        </Button>
        <CreateButton member={member} match={match} size="small" />
        {match.id !== "" && (
          <Button
            size="small"
            disabled={busy}
            onClick={() => reject.mutate({ memberKey: member.key, table: match.table, id: match.id })}
          >
            {t("match.notRightPerson")}
          </Button>
        )}
        {!certain && !match.decided && (
          <Button size="small" disabled={busy} onClick={() => notInCRM.mutate(member.key)}>
            {t("match.notInCRM")}
          </Button>
        )}
        {match.decided && (
          <Button size="small" appearance="subtle" disabled={busy} onClick={() => forget.mutate(member.key)}>
            {t("match.forget")}
          </Button>
        )}
      </div>
      <ChooseRowDialog
        open={choosing}
        member={member}
        match={match}
        onClose={() => setChoosing(false)}
        onChosen={onChosen}
      />
    </div>
  );
}
