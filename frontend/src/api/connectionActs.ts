import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useAct } from "./acts";
import { connection } from "./connection";
import { keys } from "./keys";
import { settings } from "./settings";
import type { CRMSettings, Settings } from "./types";

export const useConnect = () => useAct((url: string) => connection.connect(url), "connection");

export const useFindOrganizations = () => useAct((cloud: string) => connection.findOrganizations(cloud), "connection");

export const useConnectPractice = () => useAct((personId: string) => connection.connectPractice(personId), "connection");

export const useCancelConnect = () => useAct((attemptId: string) => connection.cancel(attemptId), "connection");

export const useSync = () => useAct(() => connection.syncNow(), "import");

export const useCancelSync = () => useAct(() => connection.cancelSync(), "import");

export const useSetPracticeOffline = () =>
  useAct((offline: boolean) => connection.setPracticeOffline(offline), "connection");

export const useTestNetwork = () => useMutation({ mutationFn: connection.testNetwork });

/** Restores a copy of the outbox; everything that the screens know may be different then. */
export function useRestoreBackup(onRestored: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => connection.restoreBackup(name),
    onSuccess: () => {
      onRestored(); // whoever asked may be gone by now: the program has told that the outbox can be opened
      return client.invalidateQueries();
    },
  });
}

/** Signs out; everything that was read under the account is forgotten by the screens as well. */
export function useDisconnect() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (cleanUp: boolean) => connection.disconnect(cleanUp),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Saves CRM Settings for the organization. */
export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ values, version }: { values: CRMSettings; version: string }) => settings.save(values, version),
    onSuccess: async (saved: Settings) => {
      client.setQueryData(keys.settings, saved);
      await client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "settings" });
    },
  });
}
