/** Kill switches at the API: stopping waits for no revision, lifting names the one that was seen. */
import { queryOptions } from "@tanstack/react-query";
import { api, ifMatch, read } from "../../api/client";
import { Problem } from "../../api/problem";
import { queries } from "../../api/queries";
import { lifted, lifting, type StoredSwitches, type Switches, stopping, type Target } from "./switches";

const TRIES = 4;

export const switchesQuery = queryOptions({
  queryKey: ["operators", "switches"],
  queryFn: readSwitches,
  refetchInterval: 15_000,
});

function readSwitches(): Promise<StoredSwitches> {
  return read(api.GET("/api/v1/kill-switches"));
}

/** `seen` only where the wish lifts something: an emergency waits for no revision. */
function put(before: StoredSwitches, wanted: Switches): Promise<StoredSwitches> {
  const header = lifted(before, wanted).length > 0 ? ifMatch(before.revision) : {};
  return read(api.PUT("/api/v1/kill-switches", { params: { header }, body: wanted }));
}

/** Stops it on top of whatever is stopped at this moment, also where others change the same document. */
export async function stop(target: Target, reason: string): Promise<StoredSwitches> {
  for (let left = TRIES; ; left--) {
    const now = await readSwitches();
    try {
      return told(await put(now, stopping(now, target, reason)));
    } catch (thrown) {
      if (left === 1 || !isStale(thrown)) throw thrown;
    }
  }
}

/** Lifts it from what was seen. Raises Problem 412 where that is not what stands. */
export async function lift(seen: StoredSwitches, target: Target): Promise<StoredSwitches> {
  return told(await put(seen, lifting(seen, target)));
}

export function isStale(thrown: unknown): boolean {
  return thrown instanceof Problem && thrown.status === 412;
}

/** The policy shares the revision, so it is read again too. */
function told(stored: StoredSwitches): StoredSwitches {
  queries.setQueryData(switchesQuery.queryKey, stored);
  void queries.invalidateQueries({ queryKey: ["operators", "policy"] });
  return stored;
}
