/** Yeses in advance: listed, given, taken back. */
import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { api, newIdempotencyKey, read, type Schemas } from "../api/client";
import type { Problem } from "../api/problem";

export type Standing = Schemas["Standing"];
export type NewStanding = Schemas["NewStanding"];

const KEY = ["standing-approvals"];
const PAGE = 20;

export const standingsQuery = infiniteQueryOptions({
  queryKey: KEY,
  queryFn: ({ pageParam }) =>
    read(api.GET("/api/v1/standing-approvals", { params: { query: { limit: PAGE, cursor: pageParam } } })),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next_cursor,
});

export function useGiving(onGiven: () => void) {
  const client = useQueryClient();
  const intent = useRef({ wanted: "", key: "" });
  const { mutate, isPending, error } = useMutation<Standing, Problem, NewStanding>({
    mutationFn: (body) => {
      const wanted = JSON.stringify(body);
      if (intent.current.wanted !== wanted) intent.current = { wanted, key: newIdempotencyKey() };
      const header = { "Idempotency-Key": intent.current.key };
      return read(api.POST("/api/v1/standing-approvals", { params: { header }, body }));
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: KEY });
      onGiven();
    },
  });
  return { give: mutate, busy: isPending, problem: error };
}

export function useTakingBack() {
  const client = useQueryClient();
  return useMutation<unknown, Problem, string>({
    mutationFn: (standing_id) =>
      read(api.DELETE("/api/v1/standing-approvals/{standing_id}", { params: { path: { standing_id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
