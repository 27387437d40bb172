/** The inbox on a page of its own, with the API played by functions, for tests. */
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { refusal, serve } from "../../tests/operators/served";
import { queries } from "../api/queries";
import ApprovalPage from "./ApprovalPage";
import type { ApprovalInFull } from "./approval";
import InboxPage from "./InboxPage";
import { inboxSearch } from "./search";

export { refusal };

const SCHEMA = {
  type: "object",
  additionalProperties: false,
  required: ["place", "kg"],
  properties: {
    place: { type: "string", title: "Place", maxLength: 80 },
    kg: { type: "number", title: "Kg", minimum: 20 },
  },
};

/** One that waits for the customer; `changes` go into its fields. */
export function anApproval(changes: Partial<ApprovalInFull> = {}): ApprovalInFull {
  const id = changes.approval_id ?? "apr_1";
  return {
    approval_id: id,
    kind: "tool_call",
    user_id: "usr_me",
    agent_id: "agt_1",
    agent_name: "Coach",
    thread_id: "",
    run_id: "run_1",
    leg: 1,
    call_id: "call_1",
    correlation_id: "cor_1",
    tool: "notes.create",
    effect: "write",
    verb: "",
    risk: "low",
    title: `Title of ${id}`,
    plain_words: "Approving makes exactly this change, once.",
    arguments: { place: "home", kg: 82.5 },
    bound: {},
    digest: "digest_1",
    exact: "POST / HTTP/1.1",
    exact_sha256: "sha",
    target: "notes.create",
    mode: "live",
    policy: { rule: "risky", detail: "A risky write asks." },
    status: "pending",
    created_at: "2026-12-01T10:00:00.000Z",
    expires_at: "2999-12-01T10:00:00Z",
    always_ask: false,
    assignees: ["usr_me"],
    people: 1,
    votes: 0,
    fresh_login: false,
    standing_id: "",
    decided_by: "",
    decided_at: "",
    decided_from: {},
    note: "",
    edit: {},
    consumed_at: "",
    attempts: 0,
    outcome: {},
    settled_at: "",
    needs_person: "",
    entries: [],
    revision: 1,
    deliverable_id: "",
    version: 0,
    arguments_schema: SCHEMA,
    effects: [],
    may_decide: true,
    names: { usr_me: "Me Myself", usr_anna: "Anna" },
    ...changes,
  };
}

type Answer = ReturnType<typeof refusal> | { status?: number; body: unknown };

/** `stored` is what the API has; `decide` may change it, and says what is answered. */
export function showInbox(
  stored: ApprovalInFull[],
  { at = "/inbox", decide }: { at?: string; decide?: (id: string, body: unknown) => Answer } = {},
) {
  queries.clear();
  queries.setQueryData(["me"], { user_id: "usr_me", timezone: "UTC", roles: ["customer"] });
  const found = (path: string) => stored.find(({ approval_id }) => path.includes(approval_id));
  const one = ({ path }: { path: string }) => {
    const body = found(path);
    return body ? { body } : refusal(404, "There is no such approval.");
  };
  const verdict = ({ path, body }: { path: string; body: unknown }) =>
    decide?.(found(path)?.approval_id ?? "", body) ?? { body: { ...found(path), status: "approved" } };
  const routes = Object.fromEntries(
    stored.flatMap(({ approval_id: id }) => [
      [`GET /api/v1/approvals/${id}`, one],
      [`POST /api/v1/approvals/${id}/decide`, verdict],
    ]),
  );
  const waiting = () => stored.filter(({ status }) => status === "pending");
  const heard = serve({
    ...routes,
    "GET /api/v1/approvals": () => ({ body: { items: waiting(), next_cursor: null, names: {} } }),
    "GET /api/v1/hired-agents": () => ({ body: { items: [], next_cursor: null } }),
  });
  return { router: shown(at), heard };
}

function shown(at: string) {
  const root = createRootRoute({ component: Outlet });
  const inbox = createRoute({
    getParentRoute: () => root,
    path: "/inbox",
    validateSearch: inboxSearch,
    component: InboxPage,
  });
  const none = createRoute({ getParentRoute: () => inbox, path: "/", component: () => "Choose" });
  const page = createRoute({ getParentRoute: () => inbox, path: "/$approvalId", component: ApprovalPage });
  const elsewhere = createRoute({ getParentRoute: () => root, path: "$", component: () => "Elsewhere" });
  const router = createRouter({
    routeTree: root.addChildren([inbox.addChildren([none, page]), elsewhere]),
    history: createMemoryHistory({ initialEntries: [at] }),
  });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return router;
}
