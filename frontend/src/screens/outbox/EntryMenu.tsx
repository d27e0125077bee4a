import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import { MoreHorizontalRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { shell, type EntryRow } from "../../api";
import { canRemove, canRetry, inCRM, needsChoice } from "./abilities";

interface EntryMenuProps {
  row: EntryRow;
  onChoose: () => void;
  onRetry: () => void;
  onRemove: () => void;
}

/** Everything that can be done with one entry of the list. */
export function EntryMenu({ row, onChoose, onRetry, onRemove }: EntryMenuProps) {
  const { t } = useTranslation();
  if (!canRemove(row) && row.url === "") return null;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          size="small"
          tabIndex={-1}
          appearance="subtle"
          icon={<MoreHorizontalRegular />}
          aria-label={t("outbox.more")}
          onClick={(event) => event.stopPropagation()}
        />
      </MenuTrigger>
      {/* React hands clicks in the menu on to the row that it belongs to. */}
      <MenuPopover onClick={(event) => event.stopPropagation()}>
        <MenuList>
          {needsChoice(row) && <MenuItem onClick={onChoose}>{t("outbox.chooseTarget")}</MenuItem>}
          {canRetry(row) && <MenuItem onClick={onRetry}>{t("outbox.retry")}</MenuItem>}
          {row.url !== "" && (
            <MenuItem onClick={() => void shell.openExternal(row.url)}>{t("outbox.openInDynamics")}</MenuItem>
          )}
          {canRemove(row) && (
            <MenuItem onClick={onRemove}>{t(inCRM(row) ? "outbox.removeFromCRM" : "outbox.remove")}</MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
