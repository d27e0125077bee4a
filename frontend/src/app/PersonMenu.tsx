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
  makeStyles,
  MenuTrigger,
} from "@fluentui/react-components";
import { ChevronDownRegular, DocumentArrowDownRegular, KeyboardRegular, PlugConnectedRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { usePreferences, useSavePreferences } from "../api";
import { languages } from "../text";
import { go } from "./route";

const themes = ["system", "light", "dark"] as const;

const useStyles = makeStyles({
  unseen: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)", whiteSpace: "nowrap" },
});

export interface PersonMenuProps {
  name: string;
  onShortcuts: () => void;
  onDiagnostics: () => void;
}

/** Who is signed in, and this machine's preferences. */
export function PersonMenu({ name, onShortcuts, onDiagnostics }: PersonMenuProps) {
  const styles = useStyles();
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
        >
          {name || t("shell.nobody")}
          <span className={styles.unseen}>: {t("shell.personMenu")}</span> <ChevronDownRegular aria-hidden />
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
          <MenuItem icon={<DocumentArrowDownRegular />} onClick={onDiagnostics}>
            {t("diagnostics.save")}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
