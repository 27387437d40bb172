/** Which connected account; the secret itself is never here. */
import { Button, Group, NativeSelect } from "@mantine/core";
import { spoken, word } from "../model";
import { useScope } from "../scope";
import type { Credential } from "../types";
import type { ControlProps } from "./controls";
import { frameOf, shortly } from "./frame";

export function CredentialControl({ field }: ControlProps) {
  const { context } = useScope();
  const provider = word(field.node, "x-provider");
  const known = (context.credentials ?? []).filter((one) => one.provider === provider);
  const value = typeof field.value === "string" ? field.value : "";
  const options = known.map((one) => ({ value: one.credential_ref, label: labelOfCredential(one) }));
  if (value && !options.some((one) => one.value === value)) options.push({ value, label: value });
  const empty = options.length > 0 ? "Choose an account…" : "No account is connected yet";
  const { onConnect } = context;
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <NativeSelect
        {...frameOf(field, context)}
        flex={1}
        miw={0}
        id={field.id}
        value={value}
        onChange={({ currentTarget }) =>
          currentTarget.value ? field.set(currentTarget.value) : field.clear()
        }
        data={[{ value: "", label: empty }, ...options]}
      />
      {onConnect && (
        <Button
          size="xs"
          variant="default"
          onClick={() => onConnect(provider, field.pointer)}
          aria-label={`Connect ${field.name || spoken(provider)}`}
        >
          Connect
        </Button>
      )}
    </Group>
  );
}

export function labelOfCredential({ name, identity, last4, status, credential_ref }: Credential): string {
  const who = name || Object.values(identity ?? {})[0] || credential_ref;
  const parts = [who, last4 && `ends in ${last4}`, status && status !== "connected" && shortly(status)];
  return parts.filter(Boolean).join(" · ");
}
