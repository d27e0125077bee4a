import { Button, useRestoreFocusTarget } from "@fluentui/react-components";
import { EditRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EntryRow } from "../../api";
import { CreateDialog } from "../match/CreateDialog";

/** Changes what a contact or lead says that is to be made: the way out where Dynamics refused it. */
export function ChangePerson({ row }: { row: EntryRow }) {
  const { t } = useTranslation();
  // The focus comes back here when the dialog closes.
  const restore = useRestoreFocusTarget();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button {...restore} size="small" icon={<EditRegular />} onClick={() => setOpen(true)}>
        {t("outbox.edit")}
      </Button>
      <CreateDialog
        open={open}
        member={row.member}
        tables={[row.kind === "lead" ? "lead" : "contact"]}
        onClose={() => setOpen(false)}
      />
    </>
  );
}
