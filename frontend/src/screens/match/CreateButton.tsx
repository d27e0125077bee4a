import { Button, useRestoreFocusTarget } from "@fluentui/react-components";
import { PersonAddRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSettings, type Match, type Member } from "../../api";
import { CreateDialog } from "./CreateDialog";

interface CreateButtonProps {
  member: Member;
  match: Match;
  size?: "small" | "medium";
  onCreated?: (() => void) | undefined;
}

/** Makes a contact or lead of a person whom nothing in the CRM is known to be, where CRM Settings let seat holders do that. */
export function CreateButton({ member, match, size = "medium", onCreated }: CreateButtonProps) {
  const { t } = useTranslation();
  // The focus comes back here when the dialog closes.
  const restore = useRestoreFocusTarget();
  const [open, setOpen] = useState(false);
  const values = useSettings().data?.values;
  const tables = [
    ...(values?.contactCreation === true ? ["contact" as const] : []),
    ...(values?.leadCreation === true ? ["lead" as const] : []),
  ];
  if (tables.length === 0 || match.strength === "strong") return null;
  return (
    <>
      <Button {...restore} size={size} icon={<PersonAddRegular />} onClick={() => setOpen(true)}>
        {t("create.open")}
      </Button>
      <CreateDialog open={open} member={member} tables={tables} onClose={() => setOpen(false)} onCreated={onCreated} />
    </>
  );
}
