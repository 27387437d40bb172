/** The form of a configuration, kept as a draft as far as it has come, put in force once it is whole. */
import { Stack, Title } from "@mantine/core";
import { useMemo, useState } from "react";
import { isRecord, isSame, pathOf } from "../../forms/pointers";
import SchemaForm from "../../forms/SchemaForm";
import { checkValue, errorsUnder, useSchemaFormState } from "../../forms/state";
import { Empty } from "../../ui/Empty";
import { LeaveGuard } from "../../ui/LeaveGuard";
import type { Accounts } from "../credentials/accounts";
import { Connecting } from "../credentials/Connecting";
import { useHub } from "../hub/context";
import { configureReason } from "../hub/standing";
import type { Agent } from "../queries";
import { ConflictNote, InForceNote, StillMissing } from "./notes";
import { withValueAt } from "./places";
import { SaveBar } from "./SaveBar";
import { useSaving } from "./saving";
import { startOf } from "./start";
import { useStored } from "./useStored";

interface Props {
  agent: Agent;
  zones: { items: string[]; yours: string };
  accounts: Accounts;
}

export function ConfigForm({ agent, zones, accounts }: Props) {
  const reason = configureReason(useHub().selected);
  const [asked, setAsked] = useState<{ provider: string; pointer: string }>();
  const context = useMemo(
    () => ({
      zones: zones.items,
      credentials: accounts.all.filter((one) => one.status !== "revoked"),
      onConnect: (provider: string, pointer: string) => setAsked({ provider, pointer }),
    }),
    [zones, accounts],
  );
  const schema = agent.config_schema;
  const form = useSchemaFormState(schema, startOf(agent, zones.yours), { filled: true, context });
  const begin = (from: Agent) => form.reset(startOf(from, zones.yours));
  const stored = useStored(agent, form.dirty, begin);
  const saving = useSaving(agent, (next) => {
    stored.adopt(next);
    form.reset(next.config_draft);
  });
  const problem = saving.enforce.problem ?? saving.keep.problem;
  const config = isRecord(form.value) ? form.value : {};
  const isKept = !form.dirty && isSame(config, agent.config_draft);
  const draft = { config, revision: stored.revision, isKept };
  const connected = (ref: string) => {
    const next = asked ? withValueAt(form.value, pathOf(asked.pointer), ref) : form.value;
    form.onChange(next, checkValue(schema, next, context));
    setAsked(undefined);
  };
  return (
    <Stack gap="md" maw={760} component="section" aria-label="Configuration">
      <LeaveGuard dirty={form.dirty} pageOf={agentOf} />
      <Title order={2}>Configuration</Title>
      {reason && <Empty title="Nothing can be changed here">{reason}</Empty>}
      {stored.conflict && (
        <ConflictNote
          onTheirs={() => {
            stored.adopt(agent);
            begin(agent);
          }}
          onMine={() => stored.adopt(agent)}
        />
      )}
      <InForceNote agent={agent} isKept={isKept} />
      <SchemaForm
        schema={schema}
        value={form.value}
        onChange={form.onChange}
        serverErrors={errorsUnder(problem?.errors ?? [], "/config")}
        readOnly={reason !== ""}
        idPrefix="config"
        context={context}
      />
      {isKept && <StillMissing agent={agent} known={form.errors} />}
      {!reason && (
        <SaveBar
          form={form}
          draft={draft}
          agent={agent}
          saving={saving}
          problem={problem}
          blocked={stored.conflict}
        />
      )}
      {asked && (
        <Connecting
          accounts={accounts}
          provider={asked.provider}
          onClose={() => setAsked(undefined)}
          onConnected={connected}
        />
      )}
    </Stack>
  );
}

function agentOf(search: object): unknown {
  return "agent" in search ? search.agent : null;
}
