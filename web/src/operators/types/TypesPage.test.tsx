/** The list of agent types, and the way to a new one. */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { only, refusal, serve } from "../../../tests/operators/served";
import { showAt } from "../../../tests/operators/shown";
import { queries } from "../../api/queries";
import TypesPage from "./TypesPage";

const COACH = {
  agent_type_id: "coach.v1",
  version: 1,
  title: "Coach",
  description: "Logs.",
  publisher: "platform",
};
const MINE = {
  agent_type_id: "dental.recall.v1",
  version: 3,
  title: "Recall",
  description: "",
  publisher: "acme",
};
const LINE = {
  agent_type_id: "dental.recall.v1",
  title: "Recall",
  updated_at: "2026-12-01T10:00:00Z",
  updated_by: "usr_1",
  revision: 2,
};
const WHOLE = {
  ...COACH,
  persona: "p",
  tools: ["weights.*"],
  planner: { kind: "model" },
  config_schema: {},
  sample_config: {},
  goal_templates: [],
  enforcement_defaults: {},
  published_at: "",
  sha256: "x",
};

function begin(more: Parameters<typeof serve>[0] = {}) {
  const heard = serve({
    "GET /api/v1/agent-types": () => only(COACH, MINE),
    "GET /api/v1/agent-types/drafts": () => only(LINE),
    "GET /api/v1/agent-types/coach.v1": () => ({ body: WHOLE }),
    ...more,
  });
  const router = showAt("/ops/types", "/ops/types", TypesPage);
  queries.setQueryData(["me"], { timezone: "Europe/Berlin", roles: ["operator"], tenant_id: "acme" });
  return { heard, router };
}

async function start(id: string) {
  await userEvent.click(await screen.findByRole("button", { name: "Start a new type" }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.selectOptions(
    dialog.getByLabelText(/Begin with/),
    await dialog.findByRole("option", { name: /Coach/ }),
  );
  await userEvent.type(dialog.getByLabelText(/Id of the new type/), id);
  await userEvent.click(dialog.getByRole("button", { name: "Start the draft" }));
  return dialog;
}

it("shows each type with its newest version and whose it is, and what is still a draft", async () => {
  begin();
  const published = await screen.findByRole("table", { name: "Published agent types" });
  const words = within(published)
    .getAllByRole("row")
    .map((row) => row.textContent);
  expect(words[1]).toContain("The platform's");
  expect(words[2]).toContain("Recall");
  expect(words[2]).toContain("3");
  expect(words[2]).toContain("Yours");
  const draft = within(await screen.findByRole("table", { name: "Drafts of agent types" })).getByRole("link");
  expect(draft.getAttribute("href")).toBe("/ops/types/dental.recall.v1/edit");
});

it("a new type begins with what another says, under its own id, and never over a draft that is there", async () => {
  const path = "/api/v1/agent-types/dental.new.v1/draft";
  const { heard, router } = begin({
    [`PUT ${path}`]: ({ body }) => ({
      body: { ...Object(body), agent_type_id: "dental.new.v1", problems: [], revision: 1 },
    }),
  });
  await start("dental.new.v1");
  await waitFor(() => expect(router.state.location.pathname).toBe("/ops/types/dental.new.v1/edit"));
  const put = heard.find((asked) => asked.method === "PUT");
  expect(put).toMatchObject({ path, ifMatch: null, body: { title: "Coach", tools: ["weights.*"] } });
  expect(put?.body).not.toHaveProperty("sha256");
});

it.each([
  [
    refusal(422, "Bad id", { errors: [{ pointer: "/agent_type_id", detail: "is words with dots" }] }),
    "It is words with dots.",
  ],
  [refusal(412, "Stale"), "There is a draft of this type already."],
  [refusal(403, "x.v1 is not yours to publish.", { rule: "publisher" }), "x.v1 is not yours to publish."],
])("an id that cannot be had is said at its field: %j", async (said, words) => {
  begin({ "PUT /api/v1/agent-types/x.v1/draft": () => said });
  const dialog = await start("x.v1");
  expect(await dialog.findByText(words)).toBeTruthy();
  expect(dialog.getByLabelText(/Id of the new type/).getAttribute("aria-invalid")).toBe("true");
});
