/** The addresses of this part. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "../app/roots";

const start = createRoute({
  getParentRoute: () => signedIn,
  path: "/agents",
  component: lazyRouteComponent(() => import("./MyAgentsPage")),
});

export const agentsRoutes = [start] as const;
