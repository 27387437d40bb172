/** The addresses of drafts: one of them, and what was drafted together with it. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "../../app/roots";

const one = createRoute({
  getParentRoute: () => signedIn,
  path: "/agents/deliverables/$deliverableId",
  component: lazyRouteComponent(() => import("./DeliverablePage")),
});

const group = createRoute({
  getParentRoute: () => signedIn,
  path: "/agents/groups/$groupId",
  component: lazyRouteComponent(() => import("./GroupPage")),
});

export const deliverablesRoutes = [one, group] as const;
