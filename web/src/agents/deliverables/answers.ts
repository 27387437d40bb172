/** What the API answers about deliverables, and how it is asked for. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../../api/client";
import { isStatus, type Status } from "./states";

export type Deliverable = Schemas["Deliverable"];
export type InFull = Schemas["DeliverableInFull"];
export type Version = Schemas["Version"];
export type Approval = Schemas["ApprovalInFull"];
export type Group = Schemas["Group"];
export type Decision = Schemas["ReviewOfOne"]["decision"];

export interface Filter {
  status?: string;
  goal?: string;
}

export interface Drafts {
  items: Deliverable[];
  next_cursor: string | null;
}

const PAGE = 50;

export const draftsQuery = (agentId: string, filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ["deliverables", "of", agentId, filter],
    queryFn: ({ pageParam }) => drafts(agentId, filter, pageParam),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

async function drafts(agent_id: string, filter: Filter, cursor: string): Promise<Drafts> {
  const status: Status | "" = isStatus(filter.status) ? filter.status : "";
  const query = { status, goal: filter.goal ?? "", limit: PAGE, cursor };
  const path = "/api/v1/hired-agents/{agent_id}/deliverables";
  const page = await read(api.GET(path, { params: { path: { agent_id }, query } }));
  return page as Drafts; // "each item as GET …/{deliverable_id} has it", which its schema leaves open
}

export const deliverableQuery = (deliverable_id: string) =>
  queryOptions({
    queryKey: ["deliverables", "one", deliverable_id],
    queryFn: () =>
      read(api.GET("/api/v1/deliverables/{deliverable_id}", { params: { path: { deliverable_id } } })),
  });

export const groupQuery = (group_id: string) =>
  queryOptions({
    queryKey: ["deliverables", "group", group_id],
    queryFn: () =>
      read(api.GET("/api/v1/deliverables/groups/{group_id}", { params: { path: { group_id } } })),
  });

/** Its title, theme and calendar, which never change: asked for once, and not anew with each draft that moves. */
export const groupHeadQuery = (groupId: string) =>
  queryOptions({
    ...groupQuery(groupId),
    queryKey: ["deliverable-groups", groupId],
    staleTime: Number.POSITIVE_INFINITY,
  });

/** By id, what this agent's goals are called. */
export const goalTitlesQuery = (agent_id: string) =>
  queryOptions({
    queryKey: ["deliverables", "goals", agent_id],
    queryFn: async () => {
      const path = "/api/v1/hired-agents/{agent_id}/goals";
      const { items } = await read(api.GET(path, { params: { path: { agent_id }, query: { limit: 100 } } }));
      return new Map(items.map((goal) => [goal.goal_id, goal.title]));
    },
    staleTime: 60_000,
  });
