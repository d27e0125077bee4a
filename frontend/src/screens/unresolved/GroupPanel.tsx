import { Button, makeStyles, Subtitle2, Text, tokens, useRestoreFocusTarget } from "@fluentui/react-components";
import { DismissRegular, LinkRegular, OpenRegular, PersonProhibitedRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, shell, useEntry, useForgetDecision, useNotInCRM, type EntryRow, type Match, type Member } from "../../api";
import { href } from "../../app/route";
import { useFormat } from "../../text/format";
import { useWord } from "../../text/words";
import { ErrorNote } from "../../ui/ErrorNote";
import { ChooseRowDialog } from "../match/ChooseRowDialog";
import { CreateButton } from "../match/CreateButton";
import { KindIcon } from "../match/KindIcon";
import { MatchNote } from "../match/MatchNote";
import type { Group } from "./groups";

const useStyles = makeStyles({
  body: {
    position: "relative",
    display: "grid",
    alignContent: "start",
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalL,
    overflowY: "auto",
    minHeight: 0,
  },
  close: { position: "absolute", top: tokens.spacingVerticalS, right: tokens.spacingHorizontalS },
  head: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, paddingRight: "40px" },
  name: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, overflowWrap: "anywhere" },
  soft: { color: tokens.colorNeutralForeground2 },
  acts: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  list: { listStyleType: "none", margin: 0, padding: 0 },
  item: {
    display: "flex",
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  words: { display: "flex", flexDirection: "column", minWidth: 0, flexGrow: 1 },
  icon: { flexShrink: 0, marginTop: "2px" },
  preview: { overflowWrap: "anywhere" },
  title: { margin: 0 },
});

const unknown: Match = {
  strength: "none",
  table: "",
  id: "",
  name: "",
  company: "",
  reasons: [],
  candidates: [],
  decided: false,
  coming: false,
};

interface GroupPanelProps {
  group: Group;
  onClose: () => void;
  onLinked: (group: Group) => void;
  onNotInCRM: (group: Group) => void;
}

/** One member with their unresolved activities, and how to resolve them all. */
export function GroupPanel({ group, onClose, onLinked, onNotInCRM }: GroupPanelProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  // The focus comes back here when the dialog closes.
  const restore = useRestoreFocusTarget();
  const [choosing, setChoosing] = useState(false);
  const notInCRM = useNotInCRM();
  const forget = useForgetDecision();
  const { member, rows } = group;
  const failure = notInCRM.error ?? forget.error;
  const name = member.name || t("linkedin.unnamed");
  const first = useEntry(rows[0]?.id ?? "", rows.length > 0);
  const match = first.data?.match ?? unknown;
  return (
    <div className={styles.body}>
      <Button
        appearance="subtle"
        icon={<DismissRegular />}
        aria-label={t("outbox.detail.close")}
        className={styles.close}
        onClick={onClose}
      />
      <div className={styles.head}>
        <h2 className={styles.name}>{name}</h2>
        <Text className={styles.soft}>{[member.title, member.company].filter((part) => part !== "").join(" · ")}</Text>
      </div>
      <MatchNote match={match} />
      {failure && <ErrorNote error={decodeError(failure)} />}
      <div className={styles.acts}>
        <Button {...restore} appearance="primary" icon={<LinkRegular />} onClick={() => setChoosing(true)}>
          {t("unresolved.link")}
        </Button>
        <CreateButton member={member} match={match} onCreated={() => onLinked(group)} />
        {!match.decided && (
          <Button
            icon={<PersonProhibitedRegular />}
            disabledFocusable={notInCRM.isPending}
            onClick={() => notInCRM.mutate(member.key, { onSuccess: () => onNotInCRM(group) })}
          >
            {t("unresolved.notInCRM")}
          </Button>
        )}
        {match.decided && (
          <Button disabledFocusable={forget.isPending} onClick={() => forget.mutate(member.key)}>
            {t("match.forget")}
          </Button>
        )}
        <OpenOnLinkedIn member={member} />
      </div>
      <section>
        <Subtitle2 as="h3" className={styles.title}>
          {t("unresolved.section")}
        </Subtitle2>
        <ul className={styles.list} aria-label={t("unresolved.of", { name })}>
          {rows.map((row) => (
            <UnresolvedItem key={row.id} row={row} />
          ))}
        </ul>
      </section>
      <ChooseRowDialog
        open={choosing}
        member={member}
        match={match}
        onClose={() => setChoosing(false)}
        onChosen={() => onLinked(group)}
      />
    </div>
  );
}

function OpenOnLinkedIn({ member }: { member: Member }) {
  const { t } = useTranslation();
  if (!member.url.startsWith("https://")) return null;
  return (
    <Button appearance="subtle" icon={<OpenRegular />} onClick={() => void shell.openExternal(member.url)}>
      {t("unresolved.openOnLinkedIn")}
    </Button>
  );
}

function UnresolvedItem({ row }: { row: EntryRow }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const format = useFormat();
  return (
    <li className={styles.item}>
      <KindIcon kind={row.kind} className={styles.icon} />
      <span className={styles.words}>
        <Text size={200} className={styles.soft}>
          {[word("match.kinds", row.kind), format.when(row.at)].filter((part) => part !== "").join(" · ")}
        </Text>
        <Text className={styles.preview}>{row.preview}</Text>
        <span className={styles.acts}>
          <Button as="a" size="small" appearance="subtle" href={href("outbox", row.id)}>
            {t("linkedin.seeEntry")}
          </Button>
          {row.url !== "" && (
            <Button
              size="small"
              appearance="subtle"
              icon={<OpenRegular />}
              onClick={() => void shell.openExternal(row.url)}
            >
              {t("unresolved.openInDynamics")}
            </Button>
          )}
        </span>
      </span>
    </li>
  );
}
