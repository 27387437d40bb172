/** What a query answers: lines while it loads, the refusal with another try, else the thing itself. */
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { asProblem } from "../api/problem";
import { ProblemNote } from "./ProblemNote";
import { Skeletons } from "./Skeletons";

export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error)
    return <ProblemNote problem={asProblem(query.error)} onRetry={() => void query.refetch()} />;
  return <Skeletons />;
}
