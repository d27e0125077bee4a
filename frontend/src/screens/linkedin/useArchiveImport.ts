import { useState } from "react";
import { decodeError, linkedin, useImportArchive, useImportSample, type ApiError, type ImportReport } from "../../api";

/** Bringing an archive in, and what came of it. */
export interface ArchiveImport {
  busy: boolean;
  report: ImportReport | null;
  error: ApiError | null;
  /** Asks for a file with a native dialog of this title. */
  choose: (title: string) => void;
  path: (path: string) => void;
  sample: () => void;
  dismiss: () => void;
}

export function useArchiveImport(): ArchiveImport {
  const [report, setReport] = useState<ImportReport | null>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const archive = useImportArchive();
  const sample = useImportSample();
  const done = {
    onSuccess: (answer: ImportReport) => {
      setFailure(null);
      setReport(answer);
    },
    onError: (reason: unknown) => setFailure(decodeError(reason)),
  };
  const path = (file: string) => archive.mutate(file, done);
  const choose = async (title: string) => {
    try {
      const file = await linkedin.chooseArchive(title);
      if (file !== "") path(file);
    } catch (reason) {
      setFailure(decodeError(reason));
    }
  };
  return {
    busy: archive.isPending || sample.isPending,
    report,
    error: failure,
    choose: (title) => void choose(title),
    path,
    sample: () => sample.mutate(undefined, done),
    dismiss: () => {
      setReport(null);
      setFailure(null);
    },
  };
}
