/** A page of the operators' at its address, without the shell around it. */
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  type RouteComponent,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { queries } from "../../src/api/queries";
import { texts } from "../../src/operators/addresses";

/** `path` is as the routes have it; links elsewhere lead to an empty page. */
export function showAt(address: string, path: string, component: RouteComponent) {
  queries.clear();
  queries.setQueryData(["me"], { timezone: "Europe/Berlin", roles: ["operator"] });
  const root = createRootRoute({ component: Outlet });
  const signedIn = createRoute({ getParentRoute: () => root, id: "signed-in-only" });
  const validateSearch = texts(
    "open",
    "status",
    "agent_id",
    "correlation_id",
    "tool",
    "view",
    "part",
    "version",
  );
  const page = createRoute({ getParentRoute: () => signedIn, path, validateSearch, component });
  const elsewhere = createRoute({ getParentRoute: () => signedIn, path: "$", component: () => "Elsewhere" });
  const router = createRouter({
    routeTree: root.addChildren([signedIn.addChildren([page, elsewhere])]),
    history: createMemoryHistory({ initialEntries: [address] }),
  });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return router;
}
