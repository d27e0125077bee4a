import {
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  useRestoreFocusTarget,
} from "@fluentui/react-components";
import { CopyAddRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { useCopy } from "../../app/copy";
import { useWord } from "../../text/words";
import { KindIcon } from "../match/KindIcon";
import type { CopyInitial } from "./draft";
import { useCopyGate } from "./gate";
import { typedKinds } from "./kinds";

interface CopyButtonProps {
  initial?: CopyInitial | undefined;
  appearance?: "primary" | "secondary";
}

/** Copy to CRM with its kinds; a kind that is switched off stays in the menu and says why. */
export function CopyButton({ initial, appearance = "secondary" }: CopyButtonProps) {
  const { t } = useTranslation();
  const word = useWord();
  const open = useCopy();
  // The focus comes back here when the dialog closes.
  const restore = useRestoreFocusTarget();
  const gate = useCopyGate();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton {...restore} appearance={appearance} icon={<CopyAddRegular />}>
          {t("copy.copyToCRM")}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {typedKinds.map((kind) => {
            const closed = gate(kind);
            return (
              <MenuItem
                key={kind}
                icon={<KindIcon kind={kind} />}
                disabled={closed !== ""}
                {...(closed === "" ? {} : { subText: t(`copy.off.${closed}`) })}
                onClick={() => open({ ...initial, kind })}
              >
                {word("match.kinds", kind)}
              </MenuItem>
            );
          })}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
