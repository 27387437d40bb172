/** Configure: the form that the agent's type prescribes, and the accounts it can name. */
import { Stack } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { asProblem } from "../../api/problem";
import { Empty } from "../../ui/Empty";
import { ProblemNote } from "../../ui/ProblemNote";
import { Skeletons } from "../../ui/Skeletons";
import { AccountsSection } from "../credentials/AccountsSection";
import { accountsQuery } from "../credentials/accounts";
import { useHub } from "../hub/context";
import { configureReason } from "../hub/standing";
import { agentQuery, zonesQuery } from "../queries";
import { ConfigForm } from "./ConfigForm";

export default function ConfigurePanel() {
  const { selected } = useHub();
  if (!selected.subscription_id)
    return <Empty title="Nothing to configure">{configureReason(selected)}</Empty>;
  return <Configure key={selected.agent_id} agentId={selected.agent_id} />;
}

function Configure({ agentId }: { agentId: string }) {
  const [agent, zones, accounts] = useQueries({ queries: [agentQuery(agentId), zonesQuery, accountsQuery] });
  const failed = [agent, zones, accounts].find((one) => one.error && one.data === undefined);
  if (failed?.error)
    return <ProblemNote problem={asProblem(failed.error)} onRetry={() => void failed.refetch()} />;
  if (!agent.data || !zones.data || !accounts.data) return <Skeletons lines={8} />;
  return (
    <Stack gap="xl">
      <ConfigForm agent={agent.data} zones={zones.data} accounts={accounts.data} />
      <AccountsSection accounts={accounts.data} schema={agent.data.config_schema} />
    </Stack>
  );
}
