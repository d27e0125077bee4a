import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { useSavePreferences } from "../../api";
import { languages } from "../../text";
import { ChoiceCard } from "../../ui/ChoiceCard";
import { StepBody } from "./StepBody";

const useStyles = makeStyles({
  cards: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(200px, 1fr))",
    gap: tokens.spacingHorizontalM,
    border: "none",
    margin: 0,
    padding: 0,
  },
});

/** Step one: the language, applied at once. */
export function LanguageStep({ onNext }: { onNext: () => void }) {
  const styles = useStyles();
  const { t, i18n } = useTranslation();
  const { mutate: save } = useSavePreferences();
  return (
    <StepBody
      title={t("firstRun.languageTitle")}
      help={t("firstRun.languageHelp")}
      buttons={
        <Button appearance="primary" onClick={onNext}>
          {t("common.next")}
        </Button>
      }
    >
      <fieldset className={styles.cards} aria-label={t("shell.language")}>
        {languages.map((language) => (
          <ChoiceCard
            key={language}
            name="language"
            title={t(`shell.languages.${language}`)}
            checked={i18n.language === language}
            onPick={() => save({ language })}
          />
        ))}
      </fieldset>
    </StepBody>
  );
}
