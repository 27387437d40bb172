/** The addresses of this part. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "../app/roots";

const start = createRoute({
  getParentRoute: () => signedIn,
  path: "/ops/agents",
  component: lazyRouteComponent(() => import("./AgentsPage")),
});

export const operatorsRoutes = [start] as const;
