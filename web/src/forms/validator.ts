/** JSON Schema 2020-12 without eval, which the page's Content Security Policy forbids; for the form library as well. */
import { type OutputUnit, Validator } from "@cfworker/json-schema";
import type { RJSFSchema, ValidatorType } from "@rjsf/utils";
import type { JsonSchema } from "./types";

/** Every error of a value; undefined where the schema itself cannot be used. It is copied: the engine writes into it. */
export function errorsOf(schema: JsonSchema, value: unknown): OutputUnit[] | undefined {
  try {
    return new Validator(structuredClone(schema), "2020-12", false).validate(value).errors;
  } catch {
    return undefined;
  }
}

/** The form library asks it which branch a value fits; what is wrong for the person is `check`'s to say. */
export const validator: ValidatorType<unknown, RJSFSchema> = {
  isValid: (schema, value, root) => errorsOf({ $defs: root.$defs ?? {}, ...schema }, value)?.length === 0,
  rawValidation: () => ({ errors: [] }),
  validateFormData: () => ({ errors: [], errorSchema: {} }),
};
