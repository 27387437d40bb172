/** The panels of the selected agent, each with an address of its own. */
import { Tabs } from "@mantine/core";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Empty } from "../../ui/Empty";
import { useHub } from "./context";
import { configureReason, goalsReason } from "./standing";

const TABS = [
  { to: "/agents/configure", label: "Configure" },
  { to: "/agents/goals", label: "Goal Setting" },
  { to: "/agents/drafts", label: "Drafts" },
] as const;

export function HubTabs({ children }: { children: ReactNode }) {
  const { selected } = useHub();
  const navigate = useNavigate();
  const path = useRouterState({ select: (router) => router.location.pathname });
  const go = (chosen: string | null) => {
    const tab = TABS.find((one) => one.to === chosen);
    if (tab) void navigate({ to: tab.to, search: { agent: selected.agent_id } });
  };
  return (
    <Tabs value={path} onChange={go} activateTabWithKeyboard={false}>
      <Tabs.List aria-label="Of this agent">
        {TABS.map((tab) => (
          <Tabs.Tab key={tab.to} value={tab.to} disabled={selected.disabled}>
            {tab.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={path} pt="md">
        {selected.disabled ? <Over /> : children}
      </Tabs.Panel>
    </Tabs>
  );
}

function Over() {
  const { selected } = useHub();
  return <Empty title="This agent is closed">{configureReason(selected) || goalsReason(selected)}</Empty>;
}
