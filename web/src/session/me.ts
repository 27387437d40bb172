/** The signed-in person as the server knows him at this moment. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";

export type Me = Schemas["Me"];
export type Role = "customer" | "approver" | "operator" | "viewer";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => read(api.GET("/api/v1/me")),
  staleTime: 60_000,
});

export function useMe(): Me | undefined {
  return useQuery(meQuery).data;
}

export function useRoles(): ReadonlySet<Role> {
  return new Set((useMe()?.roles ?? []) as Role[]);
}
