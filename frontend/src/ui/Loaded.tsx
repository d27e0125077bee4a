import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { decodeError } from "../api/error";
import { ErrorNote } from "./ErrorNote";
import { Skeletons } from "./Skeletons";

export interface LoadedProps<Data> {
  query: UseQueryResult<Data>;
  skeleton?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** What a query brought: a skeleton before, its error with a way to try again, or the data. */
export function Loaded<Data>({ query, skeleton = <Skeletons />, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) return skeleton;
  return <ErrorNote error={decodeError(query.error)} onRetry={() => void query.refetch()} />;
}
