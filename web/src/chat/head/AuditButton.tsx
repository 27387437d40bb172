/** What audit mode says at a glance. */
import { Button, type ButtonProps } from "@mantine/core";
import type { ComponentPropsWithRef } from "react";
import type { Audit } from "./audit";

export function AuditButton({
  audit,
  ...props
}: { audit: Audit } & ButtonProps & ComponentPropsWithRef<"button">) {
  return (
    <Button size="xs" variant={audit.on ? "filled" : "default"} aria-haspopup="dialog" {...props}>
      {audit.on ? `Audit: ${audit.gates.join(", ")}` : "Audit is off"}
    </Button>
  );
}
