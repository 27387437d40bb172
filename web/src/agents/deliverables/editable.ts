/** What of a draft a person may put into his own words: not which account it goes out by. Pure. */
import { isObject } from "../../ui/diff/differences";

type Values = Readonly<Record<string, unknown>>;

const ACCOUNT = /^crd_[0-9A-Z]{26}$/;

function isAccount(value: unknown): boolean {
  return typeof value === "string" && ACCOUNT.test(value);
}

/** The tool's schema without the fields that hold an account's reference. */
export function editable(schema: Values, values: Values): Values {
  const isFixed = (name: string) => isAccount(values[name]);
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required: unknown[] = Array.isArray(schema.required) ? schema.required : [];
  return {
    ...schema,
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !isFixed(name))),
    required: required.filter((name) => !isFixed(String(name))),
  };
}

export function withoutAccount(values: Values): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isAccount(value)));
}

/** What the form gave, with the account as it was. */
export function withAccount(values: Values, before: Values): Record<string, unknown> {
  const account = Object.entries(before).filter(([, value]) => isAccount(value));
  return { ...Object.fromEntries(account), ...values };
}
