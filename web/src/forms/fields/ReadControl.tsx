/** A choice that is only read: its words as text, since what cannot be chosen is drawn too faint to read. */
import { TextInput } from "@mantine/core";
import { isSame } from "../pointers";
import { useScope } from "../scope";
import { labelOfCredential } from "./CredentialControl";
import type { ControlProps } from "./controls";
import { frameOf, shortly } from "./frame";

export function ReadControl({ field }: ControlProps) {
  const { context } = useScope();
  return <TextInput {...frameOf(field, context)} id={field.id} value={useWords(field)} readOnly />;
}

function useWords({ node, value }: ControlProps["field"]): string {
  const { context } = useScope();
  if (value === undefined || value === null) return "";
  const account = context.credentials?.find((one) => one.credential_ref === value);
  if (account) return labelOfCredential(account);
  const labels = [value].flat().map((one) => {
    return node.choices.find((choice) => isSame(choice.value, one))?.label ?? shortly(one);
  });
  return labels.join(", ");
}
