import { useTranslation } from "react-i18next";
import { SaveDiagnostics } from "../../app/SaveDiagnostics";
import { Section } from "../../ui/Section";

/** What somebody who helps needs, to save and to hand on. */
export function DiagnosticsSection() {
  const { t } = useTranslation();
  return (
    <Section title={t("diagnostics.title")}>
      <SaveDiagnostics />
    </Section>
  );
}
