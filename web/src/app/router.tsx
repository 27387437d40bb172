/** Every page and its address. A page's code comes with its first visit. */
import { createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { agentsRoutes } from "../agents/routes";
import { queries } from "../api/queries";
import { chatRoutes } from "../chat/routes";
import { inboxRoutes } from "../inbox/routes";
import { operatorsRoutes } from "../operators/routes";
import { meQuery } from "../session/me";
import { CALLBACK } from "../session/oidc";
import { session } from "../session/session";
import { NotFound } from "../ui/NotFound";
import { PageError } from "../ui/PageError";
import { Skeletons } from "../ui/Skeletons";
import { homeOf } from "./places";
import { rootRoute, signedIn } from "./roots";

const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  beforeLoad: async () => {
    if (session.state() !== "signed-in") return;
    throw redirect({ to: homeOf((await queries.ensureQueryData(meQuery)).roles), replace: true });
  },
});

const callback = createRoute({
  getParentRoute: () => rootRoute,
  path: CALLBACK,
  component: lazyRouteComponent(() => import("../session/SignedIn")),
});

/** Inside the shell, so that there is a way on from it. */
const nowhere = createRoute({ getParentRoute: () => signedIn, path: "$", component: NotFound });

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    callback,
    signedIn.addChildren([home, ...chatRoutes, ...inboxRoutes, ...agentsRoutes, ...operatorsRoutes, nowhere]),
  ]),
  defaultPreload: "intent",
  defaultPendingComponent: Skeletons,
  defaultPendingMs: 100, // then the shell is there, with lines where the page will be
  defaultPendingMinMs: 200,
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
