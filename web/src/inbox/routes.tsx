/** The addresses of this part. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "../app/roots";

const start = createRoute({
  getParentRoute: () => signedIn,
  path: "/inbox",
  component: lazyRouteComponent(() => import("./InboxPage")),
});

export const inboxRoutes = [start] as const;
