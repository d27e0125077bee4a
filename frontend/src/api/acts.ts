import { useMutation, useQueryClient } from "@tanstack/react-query";
import { areasOf, type Topic } from "./keys";
import { linkedin } from "./linkedin";
import { outbox } from "./outbox";
import { shell } from "./shell";
import type { CopyMessages, CopyRequest, Mapping } from "./types";

/**
 * An act of a person. The program also says what changed; re-reading here as well means that the screen that acted is
 * right when the act is done, and not a moment later.
 */
export function useAct<Input, Answer>(act: (input: Input) => Promise<Answer>, topic: Topic) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => Promise.all(areasOf(topic).map((area) => client.invalidateQueries({ queryKey: [area] }))),
  });
}

interface Choice {
  memberKey: string;
  table: string;
  id: string;
}

export const useDecide = () =>
  useAct((choice: Choice) => linkedin.decide(choice.memberKey, choice.table, choice.id), "linkedin");

export const useReject = () =>
  useAct((choice: Choice) => linkedin.reject(choice.memberKey, choice.table, choice.id), "linkedin");

export const useNotInCRM = () => useAct(linkedin.notInCRM, "linkedin");

/** Remembers of several members that they are one row. */
export const useDecideAll = () =>
  useAct(
    (choice: Omit<Choice, "memberKey"> & { memberKeys: string[] }) =>
      linkedin.decideAll(choice.memberKeys, choice.table, choice.id),
    "linkedin",
  );

export const useNotInCRMAll = () => useAct(linkedin.notInCRMAll, "linkedin");

export const useForgetDecision = () => useAct(linkedin.forgetDecision, "linkedin");

export const useExportDecisions = () => useMutation({ mutationFn: linkedin.exportDecisions });

/** Takes over the decisions of a file; without a path it asks for one, and answers null when the person cancels. */
export const useImportDecisions = () =>
  useAct(async ({ title, path }: { title: string; path?: string }) => {
    const chosen = path ?? (await linkedin.chooseDecisions(title));
    return chosen === "" ? null : linkedin.importDecisions(chosen);
  }, "linkedin");

export const useStartImport = () => useAct(linkedin.start, "capture");

export const useStartSample = () => useAct(() => linkedin.startSample(), "capture");

export const useCancelImport = () => useAct(linkedin.cancel, "capture");

export const useConfirmOwner = () =>
  useAct((answer: { id: string; memberKey: string }) => linkedin.confirmOwner(answer.id, answer.memberKey), "capture");

export const useChooseColumns = () =>
  useAct((answer: { id: string; mapping: Mapping }) => linkedin.chooseColumns(answer.id, answer.mapping), "capture");

export const useSplitText = () => useAct(linkedin.splitText, "capture");

export const useKeepPasted = () => useAct(linkedin.keepPasted, "linkedin");

export const useCopyTyped = () => useAct((request: CopyRequest) => outbox.copy(request), "outbox");

export const useCopyMessages = () => useAct((request: CopyMessages) => outbox.copyMessages(request), "outbox");

export const useRetry = () => useAct(outbox.retry, "outbox");

export const useRemove = () => useAct(outbox.remove, "outbox");

export const useDismissRemote = () => useAct(outbox.dismissRemote, "outbox");

export const useCopyAgain = () => useAct(outbox.copyAgain, "outbox");

export const useSendNow = () => useAct(() => outbox.sendNow(), "outbox");

export const useEdit = () =>
  useAct(
    (edit: { id: string; subject: string; body: string }) => outbox.edit(edit.id, edit.subject, edit.body),
    "outbox",
  );

export const useDismissUnexpected = () => useAct(() => shell.dismissUnexpected(), "status");

export const useSaveDiagnostics = () => useMutation({ mutationFn: shell.saveDiagnostics });
