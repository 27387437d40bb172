import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { errorsUnder } from "./state";
import { show } from "./testing";

const PERSON = {
  type: "object",
  additionalProperties: false,
  required: ["name", "age"],
  properties: {
    name: { type: "string", title: "Name", minLength: 1, maxLength: 60 },
    age: { type: "integer", title: "Age", minimum: 20, maximum: 400 },
    tone: { type: "string", title: "Tone", enum: ["calm", "playful"] },
  },
};

test("a form tells at once whether what stands in it may be sent", async () => {
  const held = show({ schema: PERSON, value: { name: "Ada" } });
  expect(held.state?.valid).toBe(false);
  await userEvent.type(screen.getByLabelText(/Age/), "36");
  expect(held.value).toEqual({ name: "Ada", age: 36 });
  expect(held.state?.valid).toBe(true);
});

test("what is wrong is said at its field in plain words", async () => {
  show({ schema: PERSON, value: { name: "Ada", age: 3 } });
  expect(screen.getByLabelText(/Age/).getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByText("Must be at least 20")).toBeTruthy();
});

test("what is only missing is said once the person has been there, and always in the list of what is to do", async () => {
  show({ schema: PERSON, value: {} });
  const name = screen.getByLabelText(/Name/);
  expect(name.getAttribute("aria-invalid")).not.toBe("true");
  const list = screen.getByRole("group", { name: "What is still to do in this form" });
  expect(list.textContent).toContain("2 fields need you:");
  await userEvent.click(within(list).getByRole("button", { name: "Name" }));
  expect(document.activeElement).toBe(name);
  await userEvent.tab();
  expect(name.getAttribute("aria-invalid")).toBe("true");
});

test("the server's errors stand at their fields until those change; the rest is listed on top", async () => {
  const serverErrors = [
    { pointer: "/name", detail: "is taken" },
    { pointer: "/nowhere", detail: "is not known here" },
  ];
  show({ schema: PERSON, value: { name: "Ada", age: 36 }, serverErrors });
  expect(screen.getByText("Is taken")).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toContain("/nowhere is not known here");
  await userEvent.type(screen.getByLabelText(/Name/), "!");
  expect(screen.queryByText("Is taken")).toBeNull();
  expect(screen.getByRole("alert")).toBeTruthy();
});

test("errors of a part are known by its own pointers, and stay the same list while they are the same errors", () => {
  const errors = [
    { pointer: "/config/name", detail: "is taken" },
    { pointer: "/configured", detail: "is no part of it" },
  ];
  expect(errorsUnder(errors, "/config")).toEqual([{ pointer: "/name", detail: "is taken" }]);
  expect(errorsUnder(errors, "/config")).toBe(errorsUnder(errors, "/config"));
});

test("each change is marked beside what it was, and taken back alone", async () => {
  const held = show({
    schema: PERSON,
    value: { name: "Ada", age: 36 },
    compareWith: { name: "Ada", age: 36 },
  });
  expect(screen.queryByText("Changed")).toBeNull();
  await userEvent.type(screen.getByLabelText(/Age/), "0");
  await userEvent.type(screen.getByLabelText(/Name/), "!");
  expect(screen.getByText("was 36")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Reset Age" }));
  expect(held.value).toEqual({ name: "Ada!", age: 36 });
  expect(screen.getByLabelText<HTMLInputElement>(/Age/).value).toBe("36");
});

test("half a number is taken back as well", async () => {
  const held = show({
    schema: PERSON,
    value: { name: "Ada", age: 36 },
    compareWith: { name: "Ada", age: 36 },
  });
  await userEvent.type(screen.getByLabelText(/Age/), "x");
  expect(held.state?.valid).toBe(false);
  await userEvent.click(screen.getByRole("button", { name: "Reset Age" }));
  expect(held.state?.valid).toBe(true);
  expect(screen.getByLabelText<HTMLInputElement>(/Age/).value).toBe("36");
});

test("another schema is checked and told of at once", () => {
  const held = show({ schema: PERSON, value: { name: "Ada", age: 36 } });
  expect(held.state?.valid).toBe(true);
  held.again({ schema: { ...PERSON, required: ["tone"] } });
  expect(held.state?.valid).toBe(false);
});

test("a schema that cannot be read leaves a note and the value as JSON", () => {
  const held = show({ schema: { type: "thing" }, value: { a: 1 } });
  expect(screen.getByLabelText<HTMLTextAreaElement>("The value").value).toContain('"a": 1');
  expect(held.value).toEqual({ a: 1 });
});
