import {
  Avatar,
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from "@fluentui/react-components";
import { ChevronDownRegular, KeyboardRegular, PlugConnectedRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { usePreferences, useSavePreferences } from "../api";
import { languages } from "../text";
import { go } from "./route";

const themes = ["system", "light", "dark"] as const;

export interface PersonMenuProps {
  name: string;
  onShortcuts: () => void;
}

/** Who is signed in, and this machine's preferences. */
export function PersonMenu({ name, onShortcuts }: PersonMenuProps) {
  const { t, i18n } = useTranslation();
  const { data: preferences } = usePreferences();
  const { mutate: save } = useSavePreferences();
  const checked = { language: [i18n.language], theme: [preferences?.theme || "system"] };
  return (
    <Menu
      checkedValues={checked}
      onCheckedValueChange={(_, { name: group, checkedItems }) => save({ [group]: checkedItems[0] ?? "" })}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<Avatar name={name} size={24} color="colorful" aria-hidden />}
          aria-label={t("shell.personMenu", { name: name || t("shell.nobody") })}
        >
          {name || t("shell.nobody")} <ChevronDownRegular aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{t("shell.language")}</MenuGroupHeader>
            {languages.map((language) => (
              <MenuItemRadio key={language} name="language" value={language} lang={language}>
                {t(`shell.languages.${language}`)}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{t("shell.theme")}</MenuGroupHeader>
            {themes.map((theme) => (
              <MenuItemRadio key={theme} name="theme" value={theme}>
                {t(`shell.themes.${theme}`)}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuItem icon={<PlugConnectedRegular />} onClick={() => go("connection")}>
            {t("shell.nav.connection")}
          </MenuItem>
          <MenuItem icon={<KeyboardRegular />} onClick={onShortcuts}>
            {t("shell.shortcuts.title")}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
