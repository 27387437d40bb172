/** Who is signed in, the colours, the keys, and the way out. */
import { Menu, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { useMe } from "../session/me";
import { session } from "../session/session";
import { setShortcuts, useShortcuts } from "../ui/shortcuts";

const SCHEMES = [
  ["light", "Light"],
  ["dark", "Dark"],
  ["auto", "As the system"],
] as const;

export function UserMenu() {
  const me = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const shortcuts = useShortcuts();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton title="You and your settings" px={6} py={4}>
          <Text size="sm" fw={500} maw={150} truncate>
            {me?.name || "…"}
          </Text>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {me && <Menu.Label>{`${me.email} · ${me.roles.join(", ")} · ${me.timezone}`}</Menu.Label>}
        <Menu.Label>Colours</Menu.Label>
        {SCHEMES.map(([scheme, label]) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={colorScheme === scheme}
            onClick={() => setColorScheme(scheme)}
            rightSection={colorScheme === scheme ? "✓" : ""}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          role="menuitemcheckbox"
          aria-checked={shortcuts}
          onClick={() => setShortcuts(!shortcuts)}
          rightSection={shortcuts ? "✓" : ""}
        >
          Single-letter keys
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => session.end()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
