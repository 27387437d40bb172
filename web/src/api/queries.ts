/** How answers are kept: fresh for a moment, asked again on return to the window, retried only where nobody answered. */
import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./problem";

const TRIES = 3;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, thrown) => failures < TRIES && thrown instanceof Problem && isPassing(thrown.status),
    },
  },
});

function isPassing(status: number): boolean {
  return status === 0 || status === 502 || status === 503 || status === 504;
}
