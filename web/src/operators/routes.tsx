/** The addresses of this part. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "../app/roots";
import { texts } from "./addresses";
import { typesRoutes } from "./types/routes";

const agents = createRoute({
  getParentRoute: () => signedIn,
  path: "/ops/agents",
  validateSearch: texts("type", "status", "configured", "words"),
  component: lazyRouteComponent(() => import("./agents/AgentsPage")),
});

const agent = createRoute({
  getParentRoute: () => signedIn,
  path: "/ops/agents/$agentId",
  component: lazyRouteComponent(() => import("./agents/AgentPage")),
});

const drafts = createRoute({
  getParentRoute: () => signedIn,
  path: "/ops/drafts",
  validateSearch: texts("agent_id", "status", "open"),
  component: lazyRouteComponent(() => import("./drafts/DraftsPage")),
});

const approvals = createRoute({
  getParentRoute: () => signedIn,
  path: "/ops/approvals",
  validateSearch: texts("agent_id", "status", "open"),
  component: lazyRouteComponent(() => import("./approvals/ApprovalsPage")),
});

const denials = createRoute({
  getParentRoute: () => signedIn,
  path: "/ops/denials",
  validateSearch: texts("correlation_id", "agent_id"),
  component: lazyRouteComponent(() => import("./denials/DenialsPage")),
});

const lookUp = createRoute({
  getParentRoute: () => signedIn,
  path: "/ops/timeline",
  component: lazyRouteComponent(() => import("./timeline/LookUpPage")),
});

const timeline = createRoute({
  getParentRoute: () => signedIn,
  path: "/ops/timeline/$correlationId",
  component: lazyRouteComponent(() => import("./timeline/TimelinePage")),
});

const controls = createRoute({
  getParentRoute: () => signedIn,
  path: "/ops/controls",
  validateSearch: texts("tool"),
  component: lazyRouteComponent(() => import("./controls/ControlsPage")),
});

const audit = createRoute({
  getParentRoute: () => signedIn,
  path: "/ops/audit",
  validateSearch: texts("view", "correlation_id", "actor", "from", "to"),
  component: lazyRouteComponent(() => import("./audit/AuditPage")),
});

export const operatorsRoutes = [
  agents,
  agent,
  drafts,
  approvals,
  denials,
  lookUp,
  timeline,
  controls,
  audit,
  ...typesRoutes,
] as const;
