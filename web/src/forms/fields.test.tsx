import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { show } from "./testing";

function one(field: Record<string, unknown>, value: unknown, more: Record<string, unknown> = {}) {
  const schema = {
    type: "object",
    additionalProperties: false,
    properties: { field: { title: "Field", ...field } },
    ...more,
  };
  return show({ schema, value: { field: value } });
}

test("text that is emptied is gone, unless it is needed", async () => {
  const optional = one({ type: "string", maxLength: 9 }, "abc");
  await userEvent.clear(screen.getByLabelText("Field"));
  expect(optional.value).toEqual({});
});

test("a needed text that is emptied stays as the empty text", async () => {
  const held = one({ type: "string", maxLength: 9 }, "abc", { required: ["field"] });
  await userEvent.clear(screen.getByLabelText(/Field/));
  expect(held.value).toEqual({ field: "" });
});

test("what may be null is null when it is emptied", async () => {
  const held = one({ anyOf: [{ type: "string" }, { type: "null" }] }, "abc", { required: ["field"] });
  await userEvent.clear(screen.getByLabelText(/Field/));
  expect(held).toMatchObject({ value: { field: null }, state: { valid: true } });
});

test("a number stays a number, and half a one keeps the form from being sent", async () => {
  const held = one({ type: "number" }, 80);
  const input = screen.getByLabelText("Field");
  await userEvent.clear(input);
  await userEvent.type(input, "-");
  expect(held.state?.valid).toBe(false);
  await userEvent.type(input, "79.50");
  expect(held).toMatchObject({ value: { field: -79.5 }, state: { valid: true } });
  expect(screen.getByLabelText<HTMLInputElement>("Field").value).toBe("-79.50");
});

test("a number with more digits than can be kept is not rounded", async () => {
  const held = one({ type: "integer" }, undefined);
  await userEvent.type(screen.getByLabelText("Field"), "9007199254740993");
  expect(held.state?.valid).toBe(false);
  expect(screen.getByText("Has more digits than can be kept exactly")).toBeTruthy();
});

test("nothing is chosen for anybody", async () => {
  const held = one(
    {
      oneOf: [
        { const: "en", title: "English" },
        { const: "de", title: "German" },
      ],
    },
    undefined,
    { required: ["field"] },
  );
  expect(screen.getByLabelText<HTMLSelectElement>(/Field/).selectedOptions[0]?.textContent).toBe("Choose…");
  expect(held).toMatchObject({ value: { field: undefined }, state: { valid: false } });
  await userEvent.selectOptions(screen.getByLabelText(/Field/), "German");
  expect(held).toMatchObject({ value: { field: "de" }, state: { valid: true } });
});

test("choices of numbers stay numbers", async () => {
  const held = one({ type: "integer", enum: [1, 2] }, 1);
  await userEvent.selectOptions(screen.getByLabelText("Field"), "2");
  expect(held.value).toEqual({ field: 2 });
});

test("a value that is not offered is shown, not lost", () => {
  one({ type: "string", enum: ["a", "b"] }, "c");
  expect(screen.getByLabelText<HTMLSelectElement>("Field").selectedOptions[0]?.textContent).toBe(
    "c (not offered)",
  );
});

test("yes and no are both answers, and none of them is given", async () => {
  const held = one({ type: "boolean" }, undefined);
  const group = screen.getByRole("radiogroup", { name: "Field" });
  expect(within(group).queryByRole("radio", { checked: true })).toBeNull();
  await userEvent.click(screen.getByLabelText("No"));
  expect(held.value).toEqual({ field: false });
  await userEvent.click(screen.getByRole("button", { name: "Clear Field" }));
  expect(held.value).toEqual({});
});

test("several of several keep their order, and the list is gone with the last", async () => {
  const held = one({ type: "array", uniqueItems: true, items: { type: "string", enum: ["a", "b", "c"] } }, [
    "c",
  ]);
  await userEvent.click(screen.getByLabelText("a"));
  expect(held.value).toEqual({ field: ["c", "a"] });
  await userEvent.click(screen.getByLabelText("a"));
  await userEvent.click(screen.getByLabelText("c"));
  expect(held.value).toEqual({});
});

test("a list grows, is put in order and shrinks by keyboard, and the focus stays with it", async () => {
  const held = one({ type: "array", items: { type: "string", title: "Offering" } }, ["one"]);
  const user = userEvent.setup();
  screen.getByRole("button", { name: "Add offering" }).focus();
  await user.keyboard("{Enter}");
  expect(document.activeElement).toBe(screen.getByLabelText("Offering 2"));
  await user.keyboard("two");
  screen.getByRole("button", { name: "Move Offering 2 up" }).focus();
  await user.keyboard("{Enter}");
  expect(held.value).toEqual({ field: ["two", "one"] });
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Move Offering 1 down" }));
  expect(screen.getByText("Offering 2 is now number 1 of 2.")).toBeTruthy();
  screen.getByRole("button", { name: "Remove Offering 2" }).focus();
  await user.keyboard("{Enter}");
  expect(held.value).toEqual({ field: ["two"] });
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Remove Offering 1" }));
});

test("an optional group that is emptied is gone", async () => {
  const held = one(
    { type: "object", required: ["max"], properties: { max: { type: "integer", title: "Most" } } },
    undefined,
  );
  await userEvent.type(screen.getByLabelText(/Most/), "5");
  expect(held.value).toEqual({ field: { max: 5 } });
  await userEvent.clear(screen.getByLabelText(/Most/));
  expect(held).toMatchObject({ value: {}, state: { valid: true } });
});

test("a group has its legend, and what is needed says so in words", () => {
  one({ type: "object", properties: { max: { type: "integer", title: "Most" } }, required: ["max"] }, {});
  expect(within(screen.getByRole("group", { name: "Field" })).getByLabelText("Most (required)")).toBeTruthy();
});

test("a group that may be null is set and taken back", async () => {
  const group = { type: "object", properties: { max: { type: "integer", title: "Most" } } };
  const held = one({ anyOf: [group, { type: "null" }] }, null);
  expect(screen.queryByLabelText("Most")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Set field" }));
  await userEvent.type(screen.getByLabelText("Most"), "1");
  expect(held.value).toEqual({ field: { max: 1 } });
  await userEvent.click(screen.getByRole("button", { name: "No field" }));
  expect(held.value).toEqual({ field: null });
});

test("a group that may be null and is not there yet asks nothing before it is set", () => {
  const group = {
    type: ["object", "null"],
    required: ["max"],
    properties: { max: { type: "integer", title: "Most" } },
  };
  const held = one(group, undefined);
  expect(screen.queryByLabelText(/Most/)).toBeNull();
  expect(screen.getByRole("button", { name: "Set field" })).toBeTruthy();
  expect(held.state?.valid).toBe(true);
});

test("a zone is found by a part of its name", async () => {
  const schema = {
    type: "object",
    properties: { zone: { type: "string", format: "time-zone", title: "Time zone" } },
  };
  const held = show({ schema, value: {}, context: { zones: ["Europe/Berlin", "America/New_York"] } });
  await userEvent.type(screen.getByRole("combobox", { name: "Time zone" }), "new york");
  await userEvent.click(await screen.findByRole("option", { name: "America/New_York" }));
  expect(held.value).toEqual({ zone: "America/New_York" });
});

test("an account is one of its provider's, and another can be connected", async () => {
  const onConnect = vi.fn();
  const account = { type: "string", format: "credential-ref", "x-provider": "mastodon", title: "Mastodon" };
  const credentials = [
    {
      credential_ref: "crd_01JD0000000000000000000000",
      provider: "mastodon",
      name: "Practice",
      last4: "abcd",
      status: "needs_reconnect",
    },
    { credential_ref: "crd_01JD0000000000000000000001", provider: "x", name: "Other" },
  ];
  const held = show({
    schema: { type: "object", properties: { account } },
    value: {},
    context: { credentials, onConnect },
  });
  expect(screen.queryByText("Other")).toBeNull();
  await userEvent.selectOptions(
    screen.getByLabelText("Mastodon"),
    "Practice · ends in abcd · needs reconnect",
  );
  expect(held.value).toEqual({ account: "crd_01JD0000000000000000000000" });
  await userEvent.click(screen.getByRole("button", { name: "Connect Mastodon" }));
  expect(onConnect).toHaveBeenCalledWith("mastodon", "/account");
});

test("an account is asked for once its platform is chosen, and not before", async () => {
  const platforms = {
    type: "array",
    title: "Platforms",
    uniqueItems: true,
    items: { type: "string", enum: ["mastodon", "x"] },
  };
  const account = (title: string) => ({ type: "string", title });
  const accounts = {
    type: "object",
    "x-keys-from": "/platforms",
    properties: { mastodon: account("Your Mastodon"), x: account("Your X") },
  };
  show({ schema: { type: "object", properties: { platforms, accounts } }, value: {} });
  expect(screen.queryByLabelText(/^Your/)).toBeNull();
  expect(screen.getByText("Nothing is asked for here yet.")).toBeDefined();
  await userEvent.click(screen.getByRole("checkbox", { name: "x" }));
  expect(screen.getByLabelText(/^Your X \(required\)$/)).toBeDefined();
  expect(screen.queryByLabelText(/^Your Mastodon/)).toBeNull();
});

test("names with values are rows; a text that looks like JSON stays a text", async () => {
  const held = one({ type: "object", additionalProperties: true }, { a: "5", b: 5, c: [1] });
  await userEvent.clear(screen.getByLabelText("Value of a"));
  await userEvent.type(screen.getByLabelText("Value of a"), "six");
  expect(held.value).toEqual({ field: { a: "six", b: 5, c: [1] } });
  await userEvent.click(screen.getByRole("button", { name: "Add a value" }));
  expect(held.state?.valid).toBe(false);
  await userEvent.keyboard("d");
  expect(held).toMatchObject({ value: { field: { a: "six", b: 5, c: [1], d: "" } }, state: { valid: true } });
});

test("a field that nothing else can show is JSON, and is sent only when it can be read", async () => {
  const held = one({ anyOf: [{ type: "array" }, { type: "string" }] }, ["a"]);
  const input = screen.getByLabelText("Field");
  await userEvent.clear(input);
  await userEvent.type(input, "[[1,");
  expect(held).toMatchObject({ state: { valid: false } });
  expect(screen.getByText(/This is no JSON yet. Line 1, column 4/)).toBeTruthy();
  await userEvent.type(input, "2]");
  expect(held).toMatchObject({ value: { field: [1, 2] }, state: { valid: true } });
});

test("a value of another type than its schema's is shown as it is", async () => {
  const held = one({ type: "string", maxLength: 9 }, { deep: [1] });
  expect(screen.getByLabelText<HTMLTextAreaElement>("Field").value).toContain('"deep"');
  expect(held).toMatchObject({ value: { field: { deep: [1] } }, state: { valid: false } });
});

test("what is no field of a group is shown, and can be taken away", async () => {
  const held = one({ type: "string", maxLength: 9 }, "a", {});
  held.again({ value: undefined });
  const stranger = show({
    schema: { type: "object", additionalProperties: false, properties: { a: { type: "string" } } },
    value: { a: "1", z: 2 },
  });
  expect(stranger.state?.valid).toBe(false);
  await userEvent.click(screen.getByRole("button", { name: "Remove z" }));
  expect(stranger).toMatchObject({ value: { a: "1" }, state: { valid: true } });
});

test("days and times of day have the browser's own inputs", async () => {
  const held = one({ type: "string", format: "local-time" }, "09:30");
  expect(screen.getByLabelText<HTMLInputElement>("Field").type).toBe("time");
  await userEvent.clear(screen.getByLabelText("Field"));
  expect(held.value).toEqual({});
});

test("a moment keeps its offset and its seconds", async () => {
  const held = one({ type: "string", format: "date-time" }, "2026-11-20T10:00:05+05:30");
  const input = screen.getByLabelText("Field");
  await userEvent.clear(input);
  expect(held.value).toEqual({});
});

test("nothing can be changed in a form that is only read", () => {
  const held = show({
    schema: { type: "object", properties: { a: { type: "array", items: { type: "string", title: "A" } } } },
    value: { a: ["x"] },
    readOnly: true,
  });
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.getByLabelText<HTMLTextAreaElement>("A 1").readOnly).toBe(true);
  expect(held.value).toEqual({ a: ["x"] });
});

test("what was chosen is read as text in a form that is only read", () => {
  const properties = {
    tone: { title: "Tone", oneOf: [{ const: "c", title: "Calm" }] },
    on: { title: "On", type: "boolean" },
    coins: {
      title: "Coins",
      type: "array",
      uniqueItems: true,
      items: { type: "string", enum: ["BTC", "ETH"] },
    },
  };
  show({
    schema: { type: "object", properties },
    value: { tone: "c", on: true, coins: ["ETH", "BTC"] },
    readOnly: true,
  });
  const shown = ["Tone", "On", "Coins"].map((name) => screen.getByLabelText<HTMLInputElement>(name).value);
  expect(shown).toEqual(["Calm", "yes", "ETH, BTC"]);
});
