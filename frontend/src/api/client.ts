import { QueryClient } from "@tanstack/react-query";

/** The one cache of what the program said. Nothing goes stale by time: the program says what changed. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Every call stays inside this machine, so the browser's idea of "online" says nothing about it.
        networkMode: "always",
        retry: false,
        staleTime: Infinity,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
