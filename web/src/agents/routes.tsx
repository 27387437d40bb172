/** The addresses of this part: hiring, and the hub with a panel for each of its tabs. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "../app/roots";
import { deliverablesRoutes } from "./deliverables/routes";

export interface HubSearch {
  /** The selected agent's id; without it, the first one hired. */
  agent?: string;
  /** Whose drafts are shown: those of one goal. */
  goal?: string;
}

const hub = createRoute({
  getParentRoute: () => signedIn,
  id: "my-agents",
  validateSearch: ({ agent, goal }: Record<string, unknown>): HubSearch => ({
    ...(typeof agent === "string" && agent && { agent }),
    ...(typeof goal === "string" && goal && { goal }),
  }),
  component: lazyRouteComponent(() => import("./hub/HubPage")),
});

const start = createRoute({
  getParentRoute: () => hub,
  path: "/agents",
  component: lazyRouteComponent(() => import("./hub/Start")),
});

const configure = createRoute({
  getParentRoute: () => hub,
  path: "/agents/configure",
  component: lazyRouteComponent(() => import("./configure/ConfigurePanel")),
});

const goals = createRoute({
  getParentRoute: () => hub,
  path: "/agents/goals",
  component: lazyRouteComponent(() => import("./goals/GoalsPanel")),
});

const drafts = createRoute({
  getParentRoute: () => hub,
  path: "/agents/drafts",
  component: lazyRouteComponent(() => import("./hub/Drafts")),
});

const hire = createRoute({
  getParentRoute: () => signedIn,
  path: "/agents/hire",
  component: lazyRouteComponent(() => import("./hire/HirePage")),
});

export const agentsRoutes = [
  hub.addChildren([start, configure, goals, drafts]),
  hire,
  ...deliverablesRoutes,
] as const;
