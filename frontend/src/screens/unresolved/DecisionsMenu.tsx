import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Spinner } from "@fluentui/react-components";
import { ArrowExportRegular, ArrowImportRegular, MoreHorizontalRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useExportDecisions, useImportDecisions, useStatus, type DecisionImport } from "../../api";
import { PathDialog } from "../../ui/PathDialog";

interface DecisionsMenuProps {
  /** Tells what was done, or nothing while something new is begun. */
  onSaid: (text: string) => void;
  onFailed: (reason: Error | null) => void;
}

/** Carries the decisions about members to another account or machine, and takes over those of another. */
export function DecisionsMenu({ onSaid, onFailed }: DecisionsMenuProps) {
  const { t } = useTranslation();
  const { data: status } = useStatus();
  const [naming, setNaming] = useState(false);
  const save = useExportDecisions();
  const load = useImportDecisions();
  const busy = save.isPending || load.isPending;
  const begin = () => {
    onSaid("");
    onFailed(null);
  };
  const exportAll = () => {
    begin();
    const saved = (path: string) => onSaid(path === "" ? "" : t("unresolved.decisions.exported", { path }));
    save.mutate(t("unresolved.decisions.export"), { onSuccess: saved, onError: onFailed });
  };
  const importFrom = (path?: string) => {
    begin();
    const title = t("unresolved.decisions.import");
    const taken = (counts: DecisionImport | null) => onSaid(counts === null ? "" : words(counts));
    load.mutate(path === undefined ? { title } : { title, path }, { onSuccess: taken, onError: onFailed });
  };
  const words = ({ taken, kept, refused }: DecisionImport) =>
    [
      t("unresolved.decisions.taken", { count: taken }),
      kept === 0 ? "" : t("unresolved.decisions.kept", { count: kept }),
      refused === 0 ? "" : t("unresolved.decisions.refused", { count: refused }),
    ]
      .filter(Boolean)
      .join(" ");
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            appearance="subtle"
            icon={busy ? <Spinner size="tiny" /> : <MoreHorizontalRegular />}
            disabledFocusable={busy}
            aria-label={t("unresolved.decisions.menu")}
            title={t("unresolved.decisions.menu")}
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem icon={<ArrowExportRegular />} onClick={exportAll}>
              {t("unresolved.decisions.export")}
            </MenuItem>
            {/* A browser page cannot open a native dialog, so the person names the file. */}
            <MenuItem
              icon={<ArrowImportRegular />}
              onClick={() => (status?.shell === "browser" ? setNaming(true) : importFrom())}
            >
              {t("unresolved.decisions.import")}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {naming && (
        <PathDialog
          title={t("unresolved.decisions.import")}
          label={t("unresolved.decisions.path")}
          hint={t("unresolved.decisions.pathHelp")}
          confirm={t("unresolved.decisions.takeOver")}
          onClose={() => setNaming(false)}
          onPath={importFrom}
        />
      )}
    </>
  );
}
