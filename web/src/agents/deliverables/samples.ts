/** A deliverable for tests. */
import type { Approval, Deliverable, InFull } from "./answers";

export function deliverable(fields: Partial<Deliverable> = {}): Deliverable {
  return {
    deliverable_id: "dlv_1",
    user_id: "usr_customer",
    agent_id: "agt_1",
    agent_type_id: "some.type.v1",
    type_version: 1,
    goal_id: "gol_1",
    goal_run_id: "grn_1",
    goal_template_id: "some_goal",
    group_id: "",
    kind: "post",
    platform: "some_place",
    title: "Why a check-up",
    tool: "some.tool",
    verb: "post",
    version: 1,
    arguments: { credential_ref: "crd_01M8RN0P5TCMQWW7NKZ210F5QX", text: "Twice a year.\n\n#teeth" },
    content: {},
    suggested_at: null,
    scheduled_at: null,
    status: "pending_review",
    digest: "d1",
    approval_id: "apr_1",
    expires_at: "2027-01-01T00:00:00Z",
    correlation_id: "cor_1",
    author: "agent",
    note: "",
    rounds: 0,
    effect: {},
    problems: [],
    history: [],
    revision: 2,
    created_at: "2026-12-01T10:00:00Z",
    updated_at: "2026-12-01T10:00:00Z",
    ...fields,
  };
}

export function inFull(fields: Partial<InFull> = {}): InFull {
  return {
    ...deliverable(),
    versions: [],
    exact: "POST /posts HTTP/1.1\r\n\r\n{}",
    target: "POST https://some.place/posts",
    plain_words:
      "Approving sends nothing yet: it lets exactly this be sent, once, when its customer says so.",
    may_decide: true,
    rounds_left: 3,
    ...fields,
  };
}

export function attempt(status: string): Approval["effects"][number] {
  return {
    attempt: 1,
    status,
    target: "",
    exact_sha256: "",
    rehearsed: false,
    detail: "",
    result: null,
    prepared_at: "",
    dispatched_at: "",
    settled_at: "",
    reconciled_at: "",
  };
}
