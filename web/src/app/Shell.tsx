/** Header, navigation and the page between them. */
import { AppShell, Burger, Group, NavLink, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { lazy, type ReactNode } from "react";
import { InboxCount } from "../inbox/InboxCount";
import { useRoles } from "../session/me";
import { LineState } from "../socket/LineState";
import { Opening } from "../ui/Opening";
import { placesFor } from "./places";
import { UserButton } from "./UserButton";

const UserMenu = lazy(() => import("./UserMenu"));

export function Shell({ notice }: { notice: ReactNode }) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const path = useRouterState({ select: (router) => router.location.pathname });
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 200, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding="md"
    >
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" gap="sm" wrap="nowrap">
          <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Navigation" />
          <img src="/favicon.svg" alt="" width={24} height={24} />
          <Text fw={650} visibleFrom="xs">
            Greenlight
          </Text>
          <Group ml="auto" gap="sm" wrap="nowrap">
            <LineState />
            <Opening button={(open) => <UserButton onClick={open} />} panel={<UserMenu />} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Pages">
        {placesFor(useRoles()).map((place) => (
          <NavLink
            key={place.to}
            component={Link}
            to={place.to}
            label={place.label}
            active={path === place.to || path.startsWith(`${place.to}/`)}
            rightSection={place.to === "/inbox" ? <InboxCount /> : null}
            onClick={close}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        {notice}
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
