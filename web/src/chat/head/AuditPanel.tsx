/** The gates of a thread's audit mode, behind their button; what is set holds from the agent's next step on. */
import { Checkbox, Popover, Stack, Switch, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, read, type Schemas } from "../../api/client";
import type { Problem } from "../../api/problem";
import { ProblemNote } from "../../ui/ProblemNote";
import { useOpening } from "../../ui/useOpening";
import { type Thread, threadQuery } from "../queries";
import { AuditButton } from "./AuditButton";
import { type Audit, auditOf, GATES, type Gate, withGate } from "./audit";

const WORDS: Readonly<Record<Gate, [string, string]>> = {
  context: ["Context", "What the model would read"],
  tools: ["Tools", "Each tool that it would use"],
  final: ["Final answer", "What it would say, before it is said"],
};

export default function AuditPanel({ thread, mayTalk }: { thread: Thread; mayTalk: boolean }) {
  const { opened, setOpened, target } = useOpening();
  const audit = auditOf(thread.audit);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={290}
      position="bottom-end"
      trapFocus
      withinPortal={false}
    >
      <Popover.Target>
        <AuditButton ref={target} audit={audit} onClick={() => setOpened(!opened)} />
      </Popover.Target>
      <Popover.Dropdown aria-label="Audit mode">
        <Gates thread={thread} audit={audit} disabled={!mayTalk} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Gates({ thread, audit, disabled }: { thread: Thread; audit: Audit; disabled: boolean }) {
  const { mutate, isPending, error } = useAudit(thread.thread_id);
  const isFixed = disabled || isPending;
  return (
    <Stack gap="sm">
      <Switch
        label="Audit mode"
        description="A person decides at each gate, from the agent's next step on."
        checked={audit.on}
        disabled={isFixed}
        onChange={({ currentTarget }) => mutate(currentTarget.checked ? auditOf([...GATES]) : auditOf([]))}
      />
      {GATES.map((gate) => (
        <Checkbox
          key={gate}
          label={WORDS[gate][0]}
          description={WORDS[gate][1]}
          checked={audit.gates.includes(gate)}
          disabled={isFixed}
          onChange={({ currentTarget }) => mutate(withGate(audit, gate, currentTarget.checked))}
        />
      ))}
      <Checkbox
        label="Looks too"
        description="Even tools that only read ask"
        checked={audit.reads}
        disabled={isFixed || !audit.gates.includes("tools")}
        onChange={({ currentTarget }) => mutate({ ...audit, reads: currentTarget.checked })}
      />
      {disabled && <Text size="xs">Only customers can change this.</Text>}
      {error && <ProblemNote problem={error} />}
    </Stack>
  );
}

function useAudit(thread_id: string) {
  const client = useQueryClient();
  return useMutation<Schemas["StoredAuditMode"], Problem, Audit>({
    mutationFn: ({ on, gates, reads }) =>
      read(api.POST("/coach_audit", { body: { thread_id, on, gates: [...gates], ask_reads: reads } })),
    onSuccess: ({ gates, ask_reads }) => {
      const audit = [...gates, ...(ask_reads ? ["reads"] : [])];
      client.setQueryData(threadQuery(thread_id).queryKey, (known) => known && { ...known, audit });
    },
  });
}
