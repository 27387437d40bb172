/** The name of who is signed in; behind it the settings and the way out. */
import { Text, UnstyledButton, type UnstyledButtonProps } from "@mantine/core";
import type { ComponentPropsWithRef } from "react";
import { useMe } from "../session/me";

export function UserButton(props: UnstyledButtonProps & ComponentPropsWithRef<"button">) {
  const me = useMe();
  return (
    <UnstyledButton title="You and your settings" aria-haspopup="menu" px={6} py={4} {...props}>
      <Text size="sm" fw={500} maw={150} truncate>
        {me?.name || "…"}
      </Text>
    </UnstyledButton>
  );
}
