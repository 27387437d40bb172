/** A draft's page or an agent's panel on its own, with the API played by functions, for tests. */
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { refusal, serve } from "../../../tests/operators/served";
import { queries } from "../../api/queries";
import { anApproval } from "../../inbox/testing";
import type { Approval, Deliverable, InFull } from "./answers";
import DeliverablePage from "./DeliverablePage";
import DraftsPanel from "./DraftsPanel";

export { refusal };

type Routes = Parameters<typeof serve>[0];

/** What the page asks for beside its drafts. */
const AROUND: Routes = {
  "GET /api/cp/platform-credentials": () => ({ body: { items: [], next_cursor: null, providers: [] } }),
  "GET /api/cp/exchange-setup": () => ({ body: { items: [], next_cursor: null, providers: [] } }),
  "GET /api/v1/hired-agents/agt_1/goals": () => ({ body: { items: [], next_cursor: null } }),
};

/** The draft as `stored` has it at that moment; `more` are the deeds' answers. */
export function showDraft(stored: { one: InFull; approval?: Partial<Approval> }, more: Routes = {}) {
  const approval = () =>
    anApproval({ kind: "deliverable", effect: "external", deliverable_id: "dlv_1", ...stored.approval });
  return show("/agents/deliverables/dlv_1", {
    ...AROUND,
    "GET /api/v1/deliverables/dlv_1": () => ({ body: stored.one }),
    "GET /api/v1/approvals/apr_1": () => ({ body: approval() }),
    ...more,
  });
}

export function showPanel(stored: { items: Deliverable[] }, more: Routes = {}) {
  return show("/agents/drafts", {
    ...AROUND,
    "GET /api/v1/hired-agents/agt_1/deliverables": () => ({
      body: { items: stored.items, next_cursor: null },
    }),
    ...more,
  });
}

function show(at: string, routes: Routes) {
  queries.clear();
  queries.setQueryData(["me"], { user_id: "usr_customer", timezone: "Asia/Kolkata", roles: ["customer"] });
  const heard = serve(routes);
  const root = createRootRoute({ component: Outlet });
  const page = (path: string, component: () => React.ReactNode) =>
    createRoute({ getParentRoute: () => root, path, component });
  const router = createRouter({
    routeTree: root.addChildren([
      page("/agents/deliverables/$deliverableId", DeliverablePage),
      page("/agents/drafts", () => <DraftsPanel agentId="agt_1" />),
      page("$", () => "Elsewhere"),
    ]),
    history: createMemoryHistory({ initialEntries: [at] }),
  });
  render(
    <MantineProvider env="test">
      <Notifications />
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { heard, router };
}
