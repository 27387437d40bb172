import { expect, it } from "vitest";
import { shippedType } from "../testing";
import { providersIn, wantedOf } from "./accounts";

const form = {
  provider: "mastodon",
  title: "Mastodon",
  identity: [
    { name: "instance", title: "Server", needed: true, example: "" },
    { name: "handle", title: "Handle", needed: false, example: "" },
  ],
  secret: [{ name: "access_token", title: "Access token" }],
};

function typed(values: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
}

it("the providers of a configuration are those that its schema names", () => {
  expect([...providersIn(shippedType("trading.delta_futures.v1").config_schema)]).toEqual([
    "delta_exchange_india",
  ]);
  expect([...providersIn(shippedType("marketing.healthcare.v1").config_schema)]).toEqual([
    "mastodon",
    "facebook",
    "instagram",
    "linkedin",
    "x",
  ]);
  expect([...providersIn(shippedType("coach.v1").config_schema)]).toEqual([]);
});

it("what was left empty of an identity is left out", () => {
  const data = typed({
    name: " Practice ",
    "identity.instance": "https://a.example",
    "identity.handle": "",
    "secret.access_token": "s",
  });
  expect(wantedOf(data, form, true)).toEqual({
    name: "Practice",
    identity: { instance: "https://a.example" },
    secret: { access_token: "s" },
    limits: null,
  });
});

it("changing a name says nothing of identity and secret, so that they stay", () => {
  expect(wantedOf(typed({ name: "Practice" }), form, false)).toEqual({
    name: "Practice",
    identity: null,
    secret: null,
    limits: null,
  });
});

it("limits are whole numbers, an empty one is none", () => {
  const data = typed({ name: "", "limits.max_units_per_order": "1,000", "limits.max_notional_inr": "" });
  expect(wantedOf(data, form, false).limits).toEqual({ max_units_per_order: 1000, max_notional_inr: null });
});
