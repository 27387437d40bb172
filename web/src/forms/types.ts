/** What a caller gives to a form and gets from it. */
import type { FieldError } from "../api/problem";

/** JSON Schema 2020-12, as the API serves it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a field of the format `credential-ref` may be set to; the API's answers have it. */
export interface Credential {
  credential_ref: string;
  provider: string;
  name?: string | null;
  last4?: string;
  status?: string;
  identity?: Readonly<Record<string, string>>;
}

/** What a form needs to know beside its schema. */
export interface FormContext {
  /** The zones that the server takes, `GET /api/cp/time-zones`; without them a zone is typed. */
  zones?: readonly string[];
  credentials?: readonly Credential[];
  /** Offers a Connect button beside each credential; the pointer is the field's. */
  onConnect?: (provider: string, fieldPointer: string) => void;
  /** The agent's configuration, which a goal's settings point into (`x-default-from`, `x-one-of`, `x-keys-from`). */
  config?: unknown;
}

/** `errors` holds what is wrong with the value here and now, not the server's. */
export interface FormState {
  valid: boolean;
  errors: FieldError[];
}

export interface SchemaFormProps {
  schema: JsonSchema;
  value: unknown;
  /** Called with each change, and once with the same value whenever its state was not told yet. */
  onChange: (value: unknown, state: FormState) => void;
  /** Of a Problem, by pointers into the value; each goes once what it points at has changed. */
  serverErrors?: readonly FieldError[];
  readOnly?: boolean;
  idPrefix?: string;
  context?: FormContext;
  /** Marks what differs from it, with a Reset for each field. */
  compareWith?: unknown;
}

export type { FieldError };
