import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { refusal, serve } from "../../../tests/operators/served";
import { anAccount, anInstance, showPanel, theDoors } from "../testing";
import { AccountCard } from "./AccountCard";
import type { Door } from "./accounts";

const EXCHANGE: Door = {
  kind: "exchange",
  form: {
    provider: "delta_exchange_india",
    title: "Delta Exchange India",
    identity: [],
    secret: [
      { name: "api_key", title: "API key" },
      { name: "api_secret", title: "API secret" },
    ],
  },
};
const account = anAccount();
const connection = {
  credential_ref: account.credential_ref,
  place: "/exchange_credential_ref",
  provider: account.provider,
  name: "Delta",
  status: "connected",
  checked_at: null,
} as const;
const tara = anInstance({ connections: [connection] });

function show(shown = account, door: Door | undefined = EXCHANGE) {
  return showPanel(<AccountCard account={shown} door={door} />, tara);
}

describe("an account", () => {
  it("shows its end alone, its limits and who uses it", async () => {
    serve(theDoors(account));
    show();
    const card = await screen.findByRole("group", { name: "Delta (Delta Exchange India)" });
    expect(card.textContent).toContain("secret ending in 6789");
    expect(card.textContent).toContain("An order has 10 contracts at most.");
    expect(card.textContent).toContain("Used by Tara");
  });

  it("shows the addresses to allow at the exchange", async () => {
    serve(theDoors(account));
    show(anAccount({ egress_addresses: ["203.0.113.7", "203.0.113.8"] }));
    expect(await screen.findByText("203.0.113.8")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Copy" })).toBeTruthy();
  });

  it("asks to be connected again where its provider no longer takes it", async () => {
    serve(theDoors(account));
    show(
      anAccount({ status: "needs_reconnect", health: { checked_at: "", detail: "The key was withdrawn." } }),
    );
    expect((await screen.findByRole("alert")).textContent).toContain("The key was withdrawn.");
    expect(screen.getByRole("button", { name: "Reconnect" })).toBeTruthy();
  });

  it("is revoked after a word about what stops", async () => {
    const heard = serve({
      ...theDoors(account),
      [`DELETE /api/cp/exchange-setup/${account.credential_ref}`]: () => ({ body: {} }),
    });
    show();
    await userEvent.click(await screen.findByRole("button", { name: "Revoke" }));
    const dialog = within(await screen.findByRole("dialog"));
    dialog.getByText(/Tara sends nothing through it any more/);
    await userEvent.click(dialog.getByRole("button", { name: "Revoke it" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(heard.find(({ method }) => method === "DELETE")?.ifMatch).toBe('"1"');
  });
});

describe("another secret", () => {
  async function replace(answer: Parameters<typeof serve>[0]) {
    const heard = serve({ ...theDoors(account), ...answer });
    show();
    await userEvent.click(await screen.findByRole("button", { name: "Replace the secret" }));
    const dialog = within(await screen.findByRole("dialog"));
    const secret = dialog.getByLabelText(/^API secret/);
    await userEvent.type(dialog.getByLabelText(/^API key/), "another-api-key-0");
    await userEvent.type(secret, "another-api-secret-0");
    await userEvent.click(dialog.getByRole("button", { name: "Reconnect" }));
    return { heard, dialog, secret };
  }

  it("names the account and the revision that it replaces", async () => {
    const { heard } = await replace({ "PUT /api/cp/exchange-setup": () => ({ body: account }) });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const sent = heard.find(({ method }) => method === "PUT");
    expect(sent?.ifMatch).toBe('"1"');
    expect(sent?.body).toEqual({
      credential_ref: account.credential_ref,
      provider: "delta_exchange_india",
      name: "Delta",
      api_key: "another-api-key-0",
      api_secret: "another-api-secret-0",
      risk_limits: { max_units_per_order: 10, max_notional_inr: null },
    });
  });

  it("is typed where it is not shown nor remembered, and what is wrong is told at its field", async () => {
    const errors = [{ pointer: "/api_secret", detail: "takes 16 to 4096 characters without a space" }];
    const { secret } = await replace({
      "PUT /api/cp/exchange-setup": () => refusal(422, "No.", { errors }),
    });
    await screen.findByText("Takes 16 to 4096 characters without a space");
    expect(secret.getAttribute("type")).toBe("password");
    expect(secret.getAttribute("autocomplete")).toBe("off");
    await waitFor(() => expect(document.activeElement).toBe(secret));
  });

  it("says so where somebody was faster", async () => {
    await replace({ "PUT /api/cp/exchange-setup": () => refusal(412, "It was changed meanwhile.") });
    await screen.findByText("It was changed meanwhile.");
  });
});
