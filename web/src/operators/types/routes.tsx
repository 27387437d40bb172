/** The addresses of agent types. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "../../app/roots";
import { texts } from "../addresses";

const types = createRoute({
  getParentRoute: () => signedIn,
  path: "/ops/types",
  component: lazyRouteComponent(() => import("./TypesPage")),
});

const type = createRoute({
  getParentRoute: () => signedIn,
  path: "/ops/types/$agentTypeId",
  validateSearch: texts("version"),
  component: lazyRouteComponent(() => import("./TypePage")),
});

const edit = createRoute({
  getParentRoute: () => signedIn,
  path: "/ops/types/$agentTypeId/edit",
  validateSearch: texts("part"),
  component: lazyRouteComponent(() => import("./edit/EditPage")),
});

export const typesRoutes = [types, type, edit] as const;
