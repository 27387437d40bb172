/** Switches and policy, as an operator handles them. */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { only, refusal, serve } from "../../../tests/operators/served";
import { showAt } from "../../../tests/operators/shown";
import ControlsPage from "./ControlsPage";

const NOTHING = { tenant: false, reason: "", agents: {}, tools: {}, revision: 4 };
const POLICY = { hosts: [], additions: [], version: 2, revision: 4 };
const REST = {
  "GET /api/v1/agent-types": () => only(),
  "GET /api/pp/hired-agents": () => only(),
  "GET /api/v1/policies": () => ({ body: POLICY }),
  "GET /api/v1/kill-switches": () => ({ body: NOTHING }),
};
const show = () => showAt("/ops/controls", "/ops/controls", ControlsPage);

it("stopping everything asks why, and waits for no revision", async () => {
  const heard = serve({
    ...REST,
    "PUT /api/v1/kill-switches": ({ body }) => ({ body: { ...Object(body), revision: 5 } }),
  });
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Stop everything…" }));
  const dialog = await screen.findByRole("dialog");
  const act = within(dialog).getByRole("button", { name: "Stop everything" });
  expect(act).toHaveProperty("disabled", true);
  await userEvent.type(within(dialog).getByLabelText(/Reason/), "Fire");
  await userEvent.click(act);
  expect(await screen.findByText("Everything is stopped.")).toBeTruthy();
  const put = heard.find((asked) => asked.method === "PUT");
  expect(put).toMatchObject({ ifMatch: null, body: { tenant: true, reason: "Fire" } });
});

it("a stop that meets somebody else's is put on top of it", async () => {
  let now = NOTHING;
  const heard = serve({
    ...REST,
    "GET /api/v1/kill-switches": () => ({ body: now }),
    "PUT /api/v1/kill-switches": ({ body }) => {
      if (now.revision > 4) return { body: { ...Object(body), revision: 6 } };
      now = { ...NOTHING, agents: { agt_9: "Theirs" }, revision: 5 };
      return refusal(412, "Changed meanwhile.");
    },
  });
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Stop everything…" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.type(within(dialog).getByLabelText(/Reason/), "Fire");
  await userEvent.click(within(dialog).getByRole("button", { name: "Stop everything" }));
  expect(await screen.findByText("Everything is stopped.")).toBeTruthy();
  const last = heard.filter((asked) => asked.method === "PUT").at(-1);
  expect(last?.body).toMatchObject({ tenant: true, agents: { agt_9: "Theirs" } });
});

it("lifting names the revision that was seen; where it changed, it says what and lifts nothing", async () => {
  let now: object = { ...NOTHING, tenant: true, reason: "Fire", revision: 7 };
  const heard = serve({
    ...REST,
    "GET /api/v1/kill-switches": () => ({ body: now }),
    "PUT /api/v1/kill-switches": ({ ifMatch, body }) => {
      if (ifMatch === '"8"') return { body: { ...Object(body), revision: 9 } };
      now = { ...now, tools: { "x.post": "Leaks" }, revision: 8 };
      return refusal(412, "Changed meanwhile.");
    },
  });
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Lift: Everything" }));
  await userEvent.click(await screen.findByRole("button", { name: "Lift the switch" }));
  expect(await screen.findByText("Tool x.post is stopped now: “Leaks”")).toBeTruthy();
  expect(heard.filter((asked) => asked.method === "PUT").map((asked) => asked.ifMatch)).toEqual(['"7"']);
  await userEvent.click(screen.getByRole("button", { name: "Lift the switch" }));
  expect(await screen.findByText("1 tool is stopped.")).toBeTruthy();
  const puts = heard.filter((asked) => asked.method === "PUT");
  expect(puts.at(-1)).toMatchObject({
    ifMatch: '"8"',
    body: { tenant: false, tools: { "x.post": "Leaks" } },
  });
});

it("what the engine has against an addition is said at its editor, which gets the focus", async () => {
  const detail = "policy 1 is a permit; an addition only forbids";
  serve({
    ...REST,
    "PUT /api/v1/policies": () =>
      refusal(422, "Invalid input", { errors: [{ pointer: "/additions/0/cedar", detail }] }),
  });
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Add an addition" }));
  const cedar = screen.getByLabelText(/^Cedar/);
  await userEvent.click(cedar);
  await userEvent.paste("permit (principal, action, resource);");
  await userEvent.click(screen.getByRole("button", { name: "Save the policy" }));
  expect(await screen.findByText(detail)).toBeTruthy();
  expect(cedar.getAttribute("aria-invalid")).toBe("true");
  await waitFor(() => expect(document.activeElement).toBe(cedar));
  await userEvent.type(cedar, " ");
  expect(screen.queryByText(detail)).toBeNull();
});

it("a policy is stored over switches that changed meanwhile, since it did not", async () => {
  let policy = POLICY;
  const heard = serve({
    ...REST,
    "GET /api/v1/policies": () => ({ body: policy }),
    "PUT /api/v1/policies": ({ ifMatch, body }) => {
      if (ifMatch === '"5"') return { body: { ...Object(body), version: 3, revision: 6 } };
      policy = { ...POLICY, revision: 5 };
      return refusal(412, "Another revision.");
    },
  });
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Add a host" }));
  await userEvent.click(screen.getByLabelText("Host 1"));
  await userEvent.paste("api.example.com");
  await userEvent.click(screen.getByRole("button", { name: "Save the policy" }));
  expect(await screen.findByText("Version 3")).toBeTruthy();
  expect(heard.filter((asked) => asked.method === "PUT").map((asked) => asked.ifMatch)).toEqual([
    '"4"',
    '"5"',
  ]);
});

it("a policy that somebody else changed is not stored over his before that is wanted", async () => {
  let policy: object = POLICY;
  const heard = serve({
    ...REST,
    "GET /api/v1/policies": () => ({ body: policy }),
    "PUT /api/v1/policies": ({ ifMatch, body }) => {
      if (ifMatch === '"5"') return { body: { ...Object(body), version: 4, revision: 6 } };
      policy = { ...POLICY, hosts: ["theirs.example"], version: 3, revision: 5 };
      return refusal(412, "Another revision.");
    },
  });
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Add a host" }));
  await userEvent.click(screen.getByLabelText("Host 1"));
  await userEvent.paste("api.example.com");
  await userEvent.click(screen.getByRole("button", { name: "Save the policy" }));
  expect(await screen.findByText("Host theirs.example is allowed now")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Save the policy" })).toHaveProperty("disabled", true);
  await userEvent.click(screen.getByRole("button", { name: /Keep mine/ }));
  await userEvent.click(screen.getByRole("button", { name: "Save the policy" }));
  expect(await screen.findByText("Version 4")).toBeTruthy();
  expect(heard.filter((asked) => asked.method === "PUT").at(-1)?.body).toMatchObject({
    hosts: ["api.example.com"],
  });
});

it("somebody without the role reads why, and no page is blank", async () => {
  serve({
    ...REST,
    "GET /api/v1/policies": () => refusal(403, "This takes the role of operator.", { rule: "role" }),
    "GET /api/v1/kill-switches": () => refusal(403, "This takes the role of operator.", { rule: "role" }),
  });
  show();
  const said = () => screen.getAllByText("This takes the role of operator.");
  await waitFor(() => expect(said()).toHaveLength(2));
});
