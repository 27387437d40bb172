import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { refusal, serve } from "../../../tests/operators/served";
import { queries } from "../../api/queries";
import type { Agent } from "../queries";
import { agentQuery } from "../queries";
import { anAccount, anAgent, anInstance, shippedType, showPanel, theDoors } from "../testing";
import ConfigurePanel from "./ConfigurePanel";

const whole: Agent["config"] = {
  ...shippedType("trading.delta_futures.v1").sample_config,
  exchange_credential_ref: anAccount().credential_ref,
};
const AGENT = "/api/v1/hired-agents/agt_1";
const DRAFT = "/api/v1/hired-agents/draft";

/** Stores what is put, as the server does. */
function stored(first: Agent, more: Parameters<typeof serve>[0] = {}) {
  let agent = first;
  const change = (changes: Partial<Agent>) => {
    agent = { ...agent, ...changes, revision: agent.revision + 1 };
    return { body: agent };
  };
  const heard = serve({
    ...theDoors(anAccount()),
    [`GET ${AGENT}`]: () => ({ body: agent }),
    [`PUT ${DRAFT}`]: ({ body, ifMatch }) => {
      if (ifMatch !== `"${agent.revision}"`) return refusal(412, "It was changed meanwhile: read it again.");
      return change({ config_draft: (body as { config: Agent["config"] }).config });
    },
    [`POST ${AGENT}/finalize`]: () =>
      change({ config: agent.config_draft, finalized_at: "2026-12-01T12:00:00Z" }),
    ...more,
  });
  return { heard, change };
}

const save = () => screen.findByRole("button", { name: "Save" });
const nickname = () => screen.findByRole("textbox", { name: /^Agent nickname/ });

describe("the configuration's form", () => {
  it("is drawn from the schema, and saved only once everything is there", async () => {
    const { nickname: _, ...most } = whole;
    const { heard } = stored(anAgent({ config_draft: most }));
    showPanel(<ConfigurePanel />);
    expect(await save()).toHaveProperty("disabled", true);
    await userEvent.type(await nickname(), "Tara");
    await waitFor(async () => expect(await save()).toHaveProperty("disabled", false));
    await userEvent.click(await save());
    await screen.findByText("All of this is in force.");
    const sent = heard.filter(({ method }) => method !== "GET");
    expect(sent.map(({ method, path, ifMatch }) => [method, path, ifMatch])).toEqual([
      ["PUT", DRAFT, '"1"'],
      ["POST", `${AGENT}/finalize`, '"2"'],
    ]);
    expect(sent[0]?.body).toEqual({
      subscription_id: "sub_1",
      config: { ...most, nickname: "Tara" },
      name: null,
      mode: null,
    });
  });

  it("keeps a draft that still lacks things", async () => {
    const { heard } = stored(anAgent());
    showPanel(<ConfigurePanel />);
    await userEvent.type(await nickname(), "Tara");
    await userEvent.click(screen.getByRole("button", { name: "Keep as a draft" }));
    await waitFor(() => expect(heard.filter(({ method }) => method === "PUT")).toHaveLength(1));
    expect(heard.some(({ path }) => path.endsWith("finalize"))).toBe(false);
    await waitFor(() =>
      expect(screen.getByRole("button", { name: "Keep as a draft" })).toHaveProperty("disabled", true),
    );
  });

  it("shows what the server refuses at its field", async () => {
    const errors = [{ pointer: "/config/nickname", detail: "looks like a secret" }];
    stored(anAgent({ config_draft: whole }), { [`PUT ${DRAFT}`]: () => refusal(422, "No.", { errors }) });
    showPanel(<ConfigurePanel />);
    await userEvent.type(await nickname(), "X");
    await userEvent.click(await save());
    await screen.findByText("Looks like a secret");
    expect(await nickname()).toHaveProperty("value", "TaraX");
  });

  it("what only the server knows to be missing stands beside the form", async () => {
    const missing = [{ pointer: "/config/exchange_credential_ref", detail: "needs to be connected again" }];
    stored(anAgent({ config_draft: whole, missing }));
    showPanel(<ConfigurePanel />);
    expect(await screen.findByText(/needs to be connected again/)).toBeTruthy();
  });

  it("a change made elsewhere is told, and the person chooses which goes on", async () => {
    const { change, heard } = stored(anAgent({ config_draft: whole }));
    showPanel(<ConfigurePanel />);
    await userEvent.type(await nickname(), " mine");
    change({ config_draft: { ...whole, nickname: "Theirs" } });
    await userEvent.click(await save());
    await screen.findByText("This was changed elsewhere meanwhile");
    expect(await nickname()).toHaveProperty("value", "Tara mine");
    expect(await save()).toHaveProperty("disabled", true);
    await userEvent.click(screen.getByRole("button", { name: "Go on with mine" }));
    await userEvent.click(await save());
    await screen.findByText("All of this is in force.");
    expect(heard.filter(({ method }) => method === "PUT").map(({ ifMatch }) => ifMatch)).toEqual([
      '"1"',
      '"2"',
    ]);
  });

  it("another's change of something else keeps what was typed, and is no conflict", async () => {
    const { change } = stored(anAgent({ config_draft: whole }));
    showPanel(<ConfigurePanel />);
    await userEvent.type(await nickname(), " mine");
    change({ mode: "draft" });
    await queries.invalidateQueries({ queryKey: agentQuery("agt_1").queryKey });
    await userEvent.click(await save());
    await screen.findByText("All of this is in force.");
    expect(await nickname()).toHaveProperty("value", "Tara mine");
  });

  it("nothing can be changed after the end, and it says why", async () => {
    stored(anAgent({ config_draft: whole }));
    showPanel(
      <ConfigurePanel />,
      anInstance({ subscription_status: "ended", status: "disabled", can_configure: false }),
    );
    await screen.findByText(/Its subscription has ended/);
    expect(await nickname()).toHaveProperty("readOnly", true);
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  });
});

describe("connecting an account from the form", () => {
  it("the configuration gets the reference alone", async () => {
    const { exchange_credential_ref: _, ...most } = whole;
    const made = anAccount({ credential_ref: "crd_01M8RN0P1ZFZJHH6BNW59X3999", last4: "wxyz" });
    const accounts = [anAccount()];
    const { heard } = stored(anAgent({ config_draft: most }), {
      ...theDoors(anAccount(), made),
      "PUT /api/cp/exchange-setup": () => {
        accounts.push(made);
        return { status: 201, body: made };
      },
    });
    showPanel(<ConfigurePanel />);
    await userEvent.click(await screen.findByRole("button", { name: "Connect Exchange account" }));
    const dialog = within(await screen.findByRole("dialog"));
    await userEvent.type(dialog.getByLabelText(/^API key/), "an-api-key-of-mine");
    await userEvent.type(dialog.getByLabelText(/^API secret/), "a-secret-of-mine-wxyz");
    await userEvent.click(dialog.getByRole("button", { name: "Connect" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await userEvent.click(await save());
    await screen.findByText("All of this is in force.");
    const bodies = heard.filter(({ body }) => JSON.stringify(body).includes("a-secret-of-mine"));
    expect(bodies.map(({ method, path }) => [method, path])).toEqual([["PUT", "/api/cp/exchange-setup"]]);
    const draft = heard.find(({ path }) => path === DRAFT)?.body as { config: Record<string, unknown> };
    expect(draft.config.exchange_credential_ref).toBe(made.credential_ref);
    expect(
      JSON.stringify(
        queries
          .getQueryCache()
          .getAll()
          .map((one) => one.state),
      ),
    ).not.toContain("of-mine");
    expect(
      JSON.stringify(
        queries
          .getMutationCache()
          .getAll()
          .map((one) => one.state),
      ),
    ).not.toContain("of-mine");
  });
});
