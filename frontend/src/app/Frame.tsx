import { makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useStatus } from "../api";
import { CopyDialog } from "../screens/copy/CopyDialog";
import type { CopyInitial } from "../screens/copy/draft";
import { SaidAbove } from "../ui/said";
import { CopyContext } from "./copy";
import { CurrentScreen } from "./CurrentScreen";
import { DiagnosticsDialog } from "./DiagnosticsDialog";
import { Navigation } from "./Navigation";
import { useRoute } from "./route";
import { useShortcuts } from "./shortcuts";
import { ShortcutsDialog } from "./ShortcutsDialog";
import { StatusStrip } from "./StatusStrip";
import { TitleBar } from "./TitleBar";
import { isSaidBy } from "./warningActs";
import { Warnings } from "./Warnings";

const useStyles = makeStyles({
  root: {
    display: "grid",
    height: "100%",
    gridTemplateRows: "auto minmax(0, 1fr) auto",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    gridTemplateAreas: '"title title" "nav main" "strip strip"',
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground1,
  },
  title: { gridArea: "title" },
  nav: { gridArea: "nav", minHeight: 0 },
  main: {
    gridArea: "main",
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground2,
    borderTopLeftRadius: tokens.borderRadiusXLarge,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    overflow: "hidden",
    display: "flex",
    flexDirection: "column",
  },
  screen: { flexGrow: 1, flexBasis: 0, minHeight: 0 },
  strip: { gridArea: "strip" },
});

/** The window: title line, navigation, the current screen and the status strip. */
export function Frame() {
  const styles = useStyles();
  const { t } = useTranslation();
  const { screen } = useRoute();
  const [copying, setCopying] = useState<{ initial?: CopyInitial | undefined } | null>(null);
  const [showShortcuts, setShowShortcuts] = useState(false);
  const [saving, setSaving] = useState(false);
  const warnings = useStatus().data?.warnings ?? [];
  const saidAbove = warnings.filter((warning) => !isSaidBy(screen, warning)).map(({ code }) => code);
  const openCopy = (initial?: CopyInitial) => setCopying({ initial });
  useShortcuts({ copy: () => openCopy({ kind: "note" }), help: () => setShowShortcuts(true) });
  return (
    <CopyContext value={openCopy}>
      <div className={styles.root}>
        <div className={styles.title}>
          <TitleBar onShortcuts={() => setShowShortcuts(true)} onDiagnostics={() => setSaving(true)} />
        </div>
        <div className={styles.nav}>
          <Navigation current={screen} />
        </div>
        <main className={styles.main} aria-label={t("shell.content")}>
          <Warnings screen={screen} onDiagnostics={() => setSaving(true)} />
          <div className={styles.screen}>
            <SaidAbove value={saidAbove}>
              <CurrentScreen screen={screen} />
            </SaidAbove>
          </div>
        </main>
        <div className={styles.strip}>
          <StatusStrip />
        </div>
      </div>
      {copying === null ? null : <CopyDialog open initial={copying.initial} onClose={() => setCopying(null)} />}
      {saving ? <DiagnosticsDialog onClose={() => setSaving(false)} /> : null}
      <ShortcutsDialog open={showShortcuts} onClose={() => setShowShortcuts(false)} />
    </CopyContext>
  );
}
