import { Subtitle2, Text } from "@fluentui/react-components";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, useSearch, type Candidate } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";
import { SearchField } from "../../ui/SearchField";
import { CandidateList } from "./CandidateList";

const searchLimit = 20;

interface RowSearchProps {
  /** Rows that are offered before anything is typed. */
  offered?: Candidate[];
  busy?: boolean;
  onChoose: (row: Candidate) => void;
}

/** Finds a row of the CRM: those that fit first, then whatever a search finds. */
export function RowSearch({ offered = [], busy = false, onChoose }: RowSearchProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const asked = useDeferredValue(text.trim());
  const found = useSearch(asked, searchLimit, asked !== "");
  const results = asked === "" ? [] : (found.data ?? []);
  return (
    <>
      {found.error && <ErrorNote error={decodeError(found.error)} />}
      <SearchField label={t("match.searchLabel")} value={text} onChange={setText} />
      {asked === "" && offered.length > 0 && (
        <div>
          <Subtitle2 as="h3">{t("match.fits")}</Subtitle2>
          <CandidateList label={t("match.fits")} candidates={offered} busy={busy} onChoose={onChoose} />
        </div>
      )}
      {asked === "" && offered.length === 0 && <Text>{t("match.typeToSearch")}</Text>}
      {results.length > 0 && (
        <CandidateList label={t("match.results")} candidates={results} busy={busy} onChoose={onChoose} />
      )}
      {asked !== "" && found.isSuccess && results.length === 0 && (
        <Text role="status">{t("match.nothingFits", { text: asked })}</Text>
      )}
    </>
  );
}
