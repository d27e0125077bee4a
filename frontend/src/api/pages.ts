import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { decodeError, type ApiError } from "./error";

/** Rows asked for at once. The program answers at most 500. */
export const pageSize = 100;

interface Page<Row> {
  rows: Row[];
  total: number;
}

/** A long list that is read by the page, as far as it is looked at. */
export interface Pages<Answer, Row> {
  /** The first page, which also carries what belongs to the whole list; undefined until it is read. */
  first: Answer | undefined;
  total: number;
  /** The row at an index, or undefined while its page is being read. */
  row: (index: number) => Row | undefined;
  loading: boolean;
  error: ApiError | null;
  /** True while the rows of an earlier question stand in for those of a new one. */
  stale: boolean;
  again: () => void;
}

/** Rows in view, first and last index. */
export interface Shown {
  first: number;
  last: number;
}

/**
 * Reads the first page and the pages in view. The first page of an earlier question stays until the new one answers,
 * so that typing in a search box does not make the list blink.
 */
export function usePages<Row, Answer extends Page<Row>>(
  key: readonly unknown[],
  read: (offset: number, limit: number) => Promise<Answer>,
  shown: Shown,
): Pages<Answer, Row> {
  const head = useQuery({
    queryKey: [...key, 0],
    queryFn: () => read(0, pageSize),
    placeholderData: keepPreviousData,
  });
  const total = head.data?.total ?? 0;
  const wanted = pagesOf(shown, total);
  const rest = useQueries({
    queries: wanted.map((page) => ({
      queryKey: [...key, page],
      queryFn: () => read(page * pageSize, pageSize),
      enabled: !head.isPlaceholderData,
    })),
  });
  const row = (index: number): Row | undefined => {
    const page = Math.floor(index / pageSize);
    const answer = page === 0 ? head.data : rest[wanted.indexOf(page)]?.data;
    return answer?.rows[index % pageSize];
  };
  const failed = [head, ...rest].find((one) => one.isError);
  return {
    first: head.data,
    total,
    row,
    loading: head.isPending,
    error: failed ? decodeError(failed.error) : null,
    stale: head.isPlaceholderData,
    again: () => {
      for (const one of [head, ...rest]) if (one.isError) void one.refetch();
    },
  };
}

/** The pages behind the first that hold the rows in view. */
export function pagesOf(shown: Shown, total: number): number[] {
  const last = Math.min(shown.last, total - 1);
  const pages: number[] = [];
  for (let page = Math.max(1, Math.floor(shown.first / pageSize)); page * pageSize <= last; page++) pages.push(page);
  return pages;
}
