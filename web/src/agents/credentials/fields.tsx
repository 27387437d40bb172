/** The inputs of an account. They are uncontrolled, so that nothing but the page itself holds what is typed. */

import { NumberInput, PasswordInput, Stack, TextInput } from "@mantine/core";
import type { FieldError } from "../../api/problem";
import { FOCUS_AT_ONCE } from "../../ui/focusAtOnce";
import type { Account, Door, ProviderForm } from "./accounts";

interface Shared {
  known?: Account | undefined;
  errors: readonly FieldError[];
}

const LONGEST_NAME = 80;

/** Pointers that have an input here. At a platform's door a secret stands in `secret`, at an exchange's on its own. */
export function placesOf({ kind, form }: Door): ReadonlySet<string> {
  const start = kind === "exchange" ? "" : "/secret";
  return new Set([
    "/name",
    ...form.identity.map(({ name }) => `/identity/${name}`),
    ...form.secret.map(({ name }) => `${start}/${name}`),
    ...(kind === "exchange" ? ["/risk_limits/max_units_per_order", "/risk_limits/max_notional_inr"] : []),
  ]);
}

function errorAt(errors: readonly FieldError[], pointer: string): string | undefined {
  const found = errors.find((error) => error.pointer === pointer);
  return found && `${found.detail.charAt(0).toUpperCase()}${found.detail.slice(1)}`;
}

export function Name({ known, errors }: Shared) {
  return (
    <TextInput
      name="name"
      label="Name"
      description="What you know this account by."
      defaultValue={known?.name ?? ""}
      maxLength={LONGEST_NAME}
      autoComplete="off"
      {...FOCUS_AT_ONCE}
      error={errorAt(errors, "/name")}
    />
  );
}

export function Identity({ form, known, errors }: Shared & { form: ProviderForm }) {
  return form.identity.map((field) => (
    <TextInput
      key={field.name}
      name={`identity.${field.name}`}
      label={field.title}
      description={`Such as ${field.example}`}
      withAsterisk={field.needed}
      aria-required={field.needed}
      defaultValue={known?.identity[field.name] ?? ""}
      autoComplete="off"
      error={errorAt(errors, `/identity/${field.name}`)}
    />
  ));
}

export function Secrets({ form, errors }: Pick<Shared, "errors"> & { form: ProviderForm }) {
  return form.secret.map((field) => {
    const error = errorAt(errors, `/secret/${field.name}`) ?? errorAt(errors, `/${field.name}`);
    return (
      <PasswordInput
        key={field.name}
        name={`secret.${field.name}`}
        label={field.title}
        withAsterisk
        aria-required
        autoComplete="off"
        spellCheck={false}
        error={error}
        aria-invalid={error !== undefined}
      />
    );
  });
}

export function Limits({ known, errors }: Shared) {
  const limits = known?.risk_limits;
  return (
    <Stack gap="sm">
      <NumberInput
        name="limits.max_units_per_order"
        label="Most contracts an order"
        description="Of this account; where an agent's own limit is lower, that one counts."
        defaultValue={limits?.max_units_per_order ?? ""}
        min={1}
        allowDecimal={false}
        error={errorAt(errors, "/risk_limits/max_units_per_order")}
      />
      <NumberInput
        name="limits.max_notional_inr"
        label="Most rupees an order"
        defaultValue={limits?.max_notional_inr ?? ""}
        min={1}
        allowDecimal={false}
        error={errorAt(errors, "/risk_limits/max_notional_inr")}
      />
    </Stack>
  );
}
