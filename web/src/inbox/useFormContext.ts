/** What an action's fields need beside their schema: the accounts to choose from, where this person has some. */
import { useQuery } from "@tanstack/react-query";
import { accountsQuery } from "../agents/credentials/accounts";
import type { FormContext } from "../forms/types";
import { useRoles } from "../session/me";
import type { Values } from "./approval";

export function useFormContext(schema: Values): FormContext | undefined {
  const wanted = useRoles().has("customer") && JSON.stringify(schema).includes('"credential-ref"');
  const { data } = useQuery({ ...accountsQuery, enabled: wanted });
  return data && { credentials: data.all };
}
