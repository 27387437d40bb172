/** The addresses of the inbox: its list with one approval beside it, and the yeses in advance. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "../app/roots";
import { inboxSearch } from "./search";

const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: "/inbox",
  validateSearch: inboxSearch,
  component: lazyRouteComponent(() => import("./InboxPage")),
});

const none = createRoute({
  getParentRoute: () => inbox,
  path: "/",
  component: lazyRouteComponent(() => import("./NoneChosen")),
});

const one = createRoute({
  getParentRoute: () => inbox,
  path: "/$approvalId",
  component: lazyRouteComponent(() => import("./ApprovalPage")),
});

const standing = createRoute({
  getParentRoute: () => signedIn,
  path: "/inbox/standing",
  component: lazyRouteComponent(() => import("./StandingPage")),
});

export const inboxRoutes = [inbox.addChildren([none, one]), standing] as const;
