/** An edit changes words and numbers, and never the account. */
import { expect, test } from "vitest";
import { editable, withAccount, withoutAccount } from "./editable";

const before = { credential_ref: "crd_01M8RN0P5TCMQWW7NKZ210F5QX", text: "Old" };
const schema = {
  type: "object",
  required: ["credential_ref", "text"],
  properties: { credential_ref: { type: "string" }, text: { type: "string" } },
};

test("the account is no field of the form", () => {
  expect(editable(schema, before)).toEqual({
    type: "object",
    required: ["text"],
    properties: { text: { type: "string" } },
  });
});

test("the account goes out as it was, whatever was changed", () => {
  expect(withoutAccount(before)).toEqual({ text: "Old" });
  expect(withAccount({ text: "New" }, before)).toEqual({ ...before, text: "New" });
});
