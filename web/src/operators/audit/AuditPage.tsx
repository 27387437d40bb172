/** The audit trail: read it, have it checked, take it along. */
import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Page } from "../../ui/Page";
import { Entries } from "./Entries";
import { Export } from "./Export";
import { Verify } from "./Verify";

export default function AuditPage() {
  const { view = "entries", ...filter } = useSearch({ from: "/signed-in-only/ops/audit" });
  const navigate = useNavigate();
  const show = (next: string | null) =>
    void navigate({ to: "/ops/audit", search: { ...filter, view: next ?? "entries" }, replace: true });
  return (
    <Page title="Audit">
      <Tabs value={view} onChange={show} keepMounted={false}>
        <Tabs.List aria-label="Audit" mb="md">
          <Tabs.Tab value="entries">Entries</Tabs.Tab>
          <Tabs.Tab value="verify">Verify</Tabs.Tab>
          <Tabs.Tab value="export">Export</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="entries">
          <Entries filter={filter} />
        </Tabs.Panel>
        <Tabs.Panel value="verify">
          <Verify />
        </Tabs.Panel>
        <Tabs.Panel value="export">
          <Export />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
