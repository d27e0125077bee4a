import { useEffect, useState } from "react";
import {
  decodeError,
  followDrops,
  linkedin,
  useCancelImport,
  useCapture,
  useStartImport,
  useStartSample,
  useTakesDrops,
  type ApiError,
  type Capture,
} from "../../api";

/** Bringing material in, how far it is, and what it asks. */
export interface Import {
  /** What is being brought in, or was last; undefined when there is nothing. */
  now: Capture | undefined;
  busy: boolean;
  /** Whether files can be dropped on the window. */
  drops: boolean;
  error: ApiError | null;
  /** Asks for a file with a native dialog of this title. */
  choose: (title: string) => void;
  path: (path: string) => void;
  sample: () => void;
  /** Ends what is under way, drops what waits for an answer, forgets what is over. */
  cancel: () => void;
}

export function useImport(): Import {
  const [failure, setFailure] = useState<ApiError | null>(null);
  const capture = useCapture().data;
  const start = useStartImport();
  const sample = useStartSample();
  const cancel = useCancelImport();
  const drops = useTakesDrops().data === true;
  const begin = start.mutate;
  useEffect(() => (drops ? followDrops(([first]) => first && begin(first)) : undefined), [drops, begin]);
  const choose = async (title: string) => {
    setFailure(null);
    try {
      const file = await linkedin.chooseArchive(title);
      if (file !== "") begin(file);
    } catch (reason) {
      setFailure(decodeError(reason));
    }
  };
  const now = capture !== undefined && capture.id !== "" && capture.state !== "cancelled" ? capture : undefined;
  const reason = start.error ?? sample.error ?? cancel.error;
  return {
    now,
    busy: start.isPending || sample.isPending || (now !== undefined && now.state !== "done" && now.state !== "failed"),
    drops,
    error: failure ?? (reason === null ? null : decodeError(reason)),
    choose: (title) => void choose(title),
    path: begin,
    sample: () => sample.mutate(undefined),
    cancel: () => {
      if (now !== undefined) cancel.mutate(now.id);
    },
  };
}
