import { makeStyles, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Preview } from "../../api";
import { useWord } from "../../text/words";
import { ErrorNote } from "../../ui/ErrorNote";
import { MatchNote, rowName } from "../match/MatchNote";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, minWidth: 0 },
  facts: {
    display: "grid",
    gridTemplateColumns: "max-content minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXS,
    margin: 0,
  },
  term: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: "anywhere" },
  words: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    fontFamily: tokens.fontFamilyBase,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    maxHeight: "220px",
    overflowY: "auto",
  },
});

/** Why it stays in the outbox once it is queued. */
const reasons = ["weak-match", "several-matches", "unmatched"] as const;

interface PreviewBoxProps {
  kind: string;
  preview: Preview;
  /** The name the entry carries where it finds no row. */
  name: string;
  /** Leaves the match out where it is shown beside. */
  brief?: boolean;
}

/** Exactly what will be written, under whom, and where it will be seen. */
export function PreviewBox({ kind, preview, name, brief = false }: PreviewBoxProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const state = t(preview.closed ? "copy.closed" : "copy.open");
  const waits = reasons.find((reason) => reason === preview.waits) ?? null;
  const then = waits === null ? t("copy.nobody", { name }) : t(`copy.underThen.${waits}`, { name: rowName(preview.match) });
  const under = preview.regarding === "" ? then : preview.regarding;
  return (
    <div className={styles.root}>
      {preview.problem.code !== "" && <ErrorNote error={preview.problem} intent="warning" />}
      <dl className={styles.facts}>
        {waits !== null && <Fact term={t("copy.sent")}>{t(`copy.sentWhen.${waits}`)}</Fact>}
        <Fact term={t("copy.writtenAs")}>{t("copy.kindState", { kind: word("match.kinds", kind), state })}</Fact>
        <Fact term={t("copy.under")}>{under}</Fact>
        <Fact term={t("copy.place")}>{preview.place === "" ? "" : t(`copy.places.${preview.place}`)}</Fact>
        {preview.category !== "" && <Fact term={t("copy.category")}>{preview.category}</Fact>}
        <Fact term={t("copy.owner")}>{preview.owner}</Fact>
        <Fact term={t("copy.creator")}>{preview.creator}</Fact>
      </dl>
      {!brief && preview.match.strength !== "" && <MatchNote match={preview.match} />}
      <Text weight="semibold">{preview.subject}</Text>
      {/* A long text scrolls, and scrolling has to work from the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles.words} tabIndex={0} aria-label={t("copy.preview")} role="group">
        {preview.description}
      </pre>
      {preview.notes.length > 0 && <Text size={200}>{t("copy.overflow", { count: preview.notes.length })}</Text>}
    </div>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.value}>{children}</dd>
    </>
  );
}
