import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import * as bound from "../../wailsjs/go/app/Outbox";
import { view } from "../../wailsjs/go/models";
import { useAct } from "./acts";
import { call, run } from "./call";
import { records } from "./records";
import type { CopyResult, Duplicates, PersonForm, PersonRequest } from "./types";

const people = {
  form: (memberKey: string, table: string) => call<PersonForm>(() => bound.PersonForm(memberKey, table)),
  duplicates: (request: PersonRequest) => call<Duplicates>(() => bound.Duplicates(view.PersonRequest.createFrom(request))),
  create: (request: PersonRequest) => call<CopyResult>(() => bound.CreatePerson(view.PersonRequest.createFrom(request))),
  createAnyway: (id: string) => run(() => bound.CreateAnyway(id)),
  setFlag: (contactId: string, flag: string) => run(() => bound.SetFlag(contactId, flag)),
};

/** What a contact or lead to be made of a member says so far. What a form began with is not kept for the next one. */
export const usePersonForm = (memberKey: string, table: string) =>
  useQuery({ queryKey: ["person-form", memberKey, table], queryFn: () => people.form(memberKey, table), gcTime: 0 });

const accountsMost = 12;

/** Finds accounts over the whole mirror, as somebody types. */
export const useAccounts = (text: string) =>
  useQuery({
    queryKey: ["records", "accounts", text],
    queryFn: async () => {
      const query = { scope: "all", kind: "account", text, owner: "", stage: "", offset: 0, limit: accountsMost };
      return (await records.list(query)).rows;
    },
    enabled: text !== "",
    placeholderData: keepPreviousData,
  });

/** Looks for rows that may be the person already. */
export const useLookForDuplicates = () => useMutation({ mutationFn: people.duplicates });

export const useCreatePerson = () => useAct(people.create, "linkedin");

/** Makes a person whom the organization took for a duplicate. */
export const useCreateAnyway = () => useAct(people.createAnyway, "outbox");

/** Says whether a contact still works where the organization thinks. */
export const useSetFlag = () =>
  useAct((said: { contactId: string; flag: "none" | "not-at-company" | "ignore" }) => people.setFlag(said.contactId, said.flag), "outbox");
