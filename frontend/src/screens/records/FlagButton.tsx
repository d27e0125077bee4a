import { Menu, MenuButton, MenuItem, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import { FlagRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { decodeError, useSetFlag, useSettings } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";

const flags = ["not-at-company", "ignore", "none"] as const;

/** Says of a contact whether they still work where the CRM thinks, where CRM Settings let seat holders do that. */
export function FlagButton({ contactId }: { contactId: string }) {
  const { t } = useTranslation();
  const allowed = useSettings().data?.values.dataValidation === true;
  const set = useSetFlag();
  if (!allowed) return null;
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton icon={<FlagRegular />} disabled={set.isPending}>
            {t("flag.menu")}
          </MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {flags.map((flag) => (
              <MenuItem key={flag} onClick={() => set.mutate({ contactId, flag })}>
                {t(`flag.${flag}`)}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
      {set.isSuccess && <span role="status">{t("flag.queued")}</span>}
      {set.error && <ErrorNote error={decodeError(set.error)} />}
    </>
  );
}
