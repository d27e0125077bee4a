import { useMutation, useQuery } from "@tanstack/react-query";
import * as bound from "../../wailsjs/go/app/Outbox";
import { useAct } from "./acts";
import { call, run } from "./call";
import type { CopyResult, Duplicates, PersonForm, PersonRequest } from "./types";

const people = {
  form: (memberKey: string, table: string) => call<PersonForm>(() => bound.PersonForm(memberKey, table)),
  duplicates: (request: PersonRequest) => call<Duplicates>(() => bound.Duplicates(request)),
  create: (request: PersonRequest) => call<CopyResult>(() => bound.CreatePerson(request)),
  createAnyway: (id: string) => run(() => bound.CreateAnyway(id)),
  setFlag: (contactId: string, flag: string) => run(() => bound.SetFlag(contactId, flag)),
};

/** What is known of a member for a contact or lead to be made. */
export const usePersonForm = (memberKey: string, table: string, enabled: boolean) =>
  useQuery({ queryKey: ["person-form", memberKey, table], queryFn: () => people.form(memberKey, table), enabled });

/** Looks for rows that may be the person already. */
export const useLookForDuplicates = () => useMutation({ mutationFn: people.duplicates });

export const useCreatePerson = () => useAct(people.create, "linkedin");

/** Makes a person whom the organization took for a duplicate. */
export const useCreateAnyway = () => useAct(people.createAnyway, "outbox");

/** Says whether a contact still works where the organization thinks. */
export const useSetFlag = () =>
  useAct((said: { contactId: string; flag: "none" | "not-at-company" | "ignore" }) => people.setFlag(said.contactId, said.flag), "outbox");
