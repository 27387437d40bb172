/** The tenant's policy at the API. The kill switches share its revision, so a 412 may mean that only they changed. */
import { queryOptions } from "@tanstack/react-query";
import { api, ifMatch, read } from "../../api/client";
import { queries } from "../../api/queries";
import type { Policy, StoredPolicy } from "./policy";
import { isStale, switchesQuery } from "./switchesApi";

export const policyQuery = queryOptions({
  queryKey: ["operators", "policy"],
  queryFn: readPolicy,
});

function readPolicy(): Promise<StoredPolicy> {
  return read(api.GET("/api/v1/policies"));
}

/** In place of `base`, however often switches were changed meanwhile. Raises Problem 412 where the policy itself was. */
export async function savePolicy(base: StoredPolicy, wanted: Policy): Promise<StoredPolicy> {
  try {
    return await put(base.revision, wanted);
  } catch (thrown) {
    if (!isStale(thrown)) throw thrown;
    const now = await readPolicy();
    if (now.version === base.version) return await put(now.revision, wanted);
    queries.setQueryData(policyQuery.queryKey, now);
    throw thrown;
  }
}

async function put(revision: number, body: Policy): Promise<StoredPolicy> {
  const stored = await read(api.PUT("/api/v1/policies", { params: { header: ifMatch(revision) }, body }));
  queries.setQueryData(policyQuery.queryKey, stored);
  void queries.invalidateQueries({ queryKey: switchesQuery.queryKey });
  return stored;
}
