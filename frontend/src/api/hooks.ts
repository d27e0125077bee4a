import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { connection } from "./connection";
import { keys } from "./keys";
import { linkedin } from "./linkedin";
import { outbox } from "./outbox";
import { records } from "./records";
import { settings } from "./settings";
import { shell } from "./shell";
import type { CopyMessages, CopyRequest, CRMSettings, Preferences } from "./types";

export const useStatus = () => useQuery({ queryKey: keys.status, queryFn: shell.status });

export const usePreferences = () => useQuery({ queryKey: keys.preferences, queryFn: shell.preferences });

/** Changes some preferences; they show at once, and the rest stay as they are. */
export function useSavePreferences() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: Partial<Preferences>) => {
      const now = client.getQueryData<Preferences>(keys.preferences) ?? (await shell.preferences());
      const next = { ...now, ...change };
      client.setQueryData(keys.preferences, next);
      await shell.savePreferences(next);
    },
    onError: () => client.invalidateQueries({ queryKey: keys.preferences }),
  });
}

export const useConnection = () => useQuery({ queryKey: keys.connection, queryFn: connection.state });

export const usePracticePeople = () => useQuery({ queryKey: keys.practicePeople, queryFn: connection.practicePeople });

export const usePreflight = (enabled = true) =>
  useQuery({ queryKey: keys.preflight, queryFn: connection.preflight, enabled });

export const useFoundOrganizations = () =>
  useQuery({ queryKey: keys.foundOrganizations, queryFn: connection.foundOrganizations });

export const useProxy = () => useQuery({ queryKey: keys.proxy, queryFn: connection.proxy });

export const useBackups = () => useQuery({ queryKey: keys.backups, queryFn: connection.backups });

export const useSignInLink = (attemptId: string, enabled: boolean) =>
  useQuery({ queryKey: keys.signInLink(attemptId), queryFn: () => connection.signInLink(attemptId), enabled });

export const useReads = (enabled = true) => useQuery({ queryKey: keys.reads, queryFn: connection.reads, enabled });

export const useImportProgress = () => useQuery({ queryKey: keys.importProgress, queryFn: connection.importProgress });

export const useDisconnectCounts = (enabled: boolean) =>
  useQuery({ queryKey: keys.disconnectCounts, queryFn: connection.disconnectCounts, enabled, staleTime: 0 });

export const useSettings = (enabled = true) => useQuery({ queryKey: keys.settings, queryFn: settings.load, enabled });

export const useSettingsEffect = (values: CRMSettings, enabled: boolean) =>
  useQuery({
    queryKey: keys.settingsEffect(values),
    queryFn: () => settings.effect(values),
    enabled,
    placeholderData: keepPreviousData,
  });

export const useRecord = (table: string, id: string, enabled = true) =>
  useQuery({ queryKey: keys.record(table, id), queryFn: () => records.record(table, id), enabled });

export const useSearch = (text: string, limit: number, enabled = true) =>
  useQuery({
    queryKey: keys.search(text, limit),
    queryFn: () => records.search(text, limit),
    enabled,
    placeholderData: keepPreviousData,
  });

/** The members of whom somebody said that no row fits. */
export const useNotInCRMKeys = () => useQuery({ queryKey: keys.notInCRM, queryFn: linkedin.notInCRMKeys });

export const useConversation = (id: string, enabled = true) =>
  useQuery({ queryKey: keys.conversation(id), queryFn: () => linkedin.conversation(id), enabled });

/** The material being brought in, or the last that was. */
export const useCapture = () => useQuery({ queryKey: keys.capture, queryFn: linkedin.state });

export const useTakesDrops = () => useQuery({ queryKey: ["takes-drops"], queryFn: linkedin.takesDrops });

export const useSeatHolders = (id: string, column: string) =>
  useQuery({ queryKey: keys.seatHolders(id, column), queryFn: () => linkedin.seatHolders(id, column), enabled: column !== "" });

export const useMemberMatch = (key: string) =>
  useQuery({ queryKey: keys.memberMatch(key), queryFn: () => linkedin.memberMatch(key) });

export const useEntry = (id: string, enabled = true) =>
  useQuery({ queryKey: keys.entry(id), queryFn: () => outbox.entry(id), enabled });

/** What removing the entries would do, once there are any. */
export const useRemovals = (ids: string[]) =>
  useQuery({ queryKey: keys.removals(ids), queryFn: () => outbox.removals(ids), enabled: ids.length > 0, staleTime: 0 });

/** What the entry's activity says in Dynamics now. It is read anew each time, and is not what Ferry keeps. */
export const useTheirs = (id: string) =>
  useQuery({ queryKey: keys.theirs(id), queryFn: () => outbox.theirs(id), staleTime: 0, gcTime: 0, retry: false });

export const usePreview = (request: CopyRequest, enabled: boolean) =>
  useQuery({
    queryKey: keys.preview(request),
    queryFn: () => outbox.preview(request),
    enabled,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });

export const usePreviewMessages = (request: CopyMessages, enabled: boolean) =>
  useQuery({
    queryKey: keys.previewMessages(request),
    queryFn: () => outbox.previewMessages(request),
    enabled,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
