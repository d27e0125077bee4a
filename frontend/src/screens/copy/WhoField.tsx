import { Badge, Button, Field, makeStyles, Text, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWord } from "../../text/words";
import { rowName } from "../match/MatchNote";
import type { Who } from "./draft";
import { WhoSearch } from "./WhoSearch";

const useStyles = makeStyles({
  chosen: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    minHeight: "32px",
    flexWrap: "wrap",
  },
});

interface WhoFieldProps {
  who: Who | null;
  onChange: (who: Who | null) => void;
  missing: boolean;
}

/** Who an entry is about: found over everything imported, or a name that the CRM does not have. */
export function WhoField({ who, onChange, missing }: WhoFieldProps) {
  const { t } = useTranslation();
  // Change takes the button away that was pressed: the search that takes its place gets the focus.
  const [changing, setChanging] = useState(false);
  const error = missing ? { validationState: "error" as const, validationMessage: t("copy.whoMissing") } : {};
  return (
    <Field label={t("copy.who")} required {...error}>
      {who === null ? (
        <WhoSearch focused={changing} onChange={onChange} />
      ) : (
        <WhoChosen
          who={who}
          onDrop={() => {
            setChanging(true);
            onChange(null);
          }}
        />
      )}
    </Field>
  );
}

function WhoChosen({ who, onDrop }: { who: Who; onDrop: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  return (
    <div className={styles.chosen} role="group" aria-label={t("copy.who")}>
      <Text weight="semibold">{rowName(who)}</Text>
      <Badge appearance="tint" color={who.id === "" ? "warning" : "informative"}>
        {who.id === "" ? t("copy.notInCRM") : word("match.tables", who.table)}
      </Badge>
      <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={onDrop}>
        {t("copy.change")}
      </Button>
    </div>
  );
}
