/** Who is signed in, the colours, the keys, and the way out; its code comes with the first click on the name. */
import { Menu, useMantineColorScheme } from "@mantine/core";
import { useMe } from "../session/me";
import { session } from "../session/session";
import { setShortcuts, useShortcuts } from "../ui/shortcuts";
import { useOpening } from "../ui/useOpening";
import { UserButton } from "./UserButton";

const SCHEMES = [
  ["light", "Light"],
  ["dark", "Dark"],
  ["auto", "As the system"],
] as const;

export default function UserMenu() {
  const { opened, setOpened, target } = useOpening();
  const me = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const shortcuts = useShortcuts();
  return (
    <Menu position="bottom-end" width={220} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <UserButton ref={target} />
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
