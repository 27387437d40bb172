/** Who is signed in, the colours, the keys, and the way out; its code comes with the first click on the name. */
import { type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { useMe } from "../session/me";
import { session } from "../session/session";
import { setShortcuts, useShortcuts } from "../ui/shortcuts";
import { useOpening } from "../ui/useOpening";
import { UserButton } from "./UserButton";

const SCHEMES: Readonly<Record<MantineColorScheme, string>> = {
  light: "Light",
  dark: "Dark",
  auto: "As the system",
};

function schemeOf(said: string): MantineColorScheme {
  return said === "light" || said === "dark" ? said : "auto";
}

export default function UserMenu() {
  const { opened, setOpened, target } = useOpening();
  const me = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const shortcuts = useShortcuts();
  return (
    <Menu
      position="bottom-end"
      width={220}
      withinPortal={false}
      withInitialFocusPlaceholder={false} // a menu holds items alone (ARIA); the first takes the focus
      opened={opened}
      onChange={setOpened}
    >
      <Menu.Target>
        <UserButton ref={target} />
      </Menu.Target>
      <Menu.Dropdown>
        {me && <Menu.Label>{`${me.email} · ${me.roles.join(", ")} · ${me.timezone}`}</Menu.Label>}
        <Menu.Label>Colours</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(scheme) => setColorScheme(schemeOf(scheme))}>
          {Object.entries(SCHEMES).map(([scheme, label]) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.CheckboxItem checked={shortcuts} onChange={setShortcuts}>
          Single-letter keys
        </Menu.CheckboxItem>
        <Menu.Divider />
        <Menu.Item onClick={() => session.end()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
