/** Which drafts are shown: by state and goal, kept in the address, so that it can be shared and gone back to. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Filter } from "./answers";
import { isStatus } from "./states";

export function useFilter(): [Filter, (changed: Filter) => void] {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const filter = filterOf(search);
  const change = (changed: Filter) => {
    const next = { ...search, ...filter, ...changed };
    void navigate({ to: ".", search: withoutEmpty(next), replace: true });
  };
  return [filter, change];
}

export function filterOf(search: Readonly<Record<string, unknown>>): Filter {
  const { status, goal } = search;
  return {
    ...(typeof status === "string" && isStatus(status) && { status }),
    ...(typeof goal === "string" && goal && { goal }),
  };
}

function withoutEmpty(search: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== "" && value !== undefined),
  );
}
