import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
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
