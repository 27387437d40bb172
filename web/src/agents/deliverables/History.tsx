/** Each step of a draft: when, from where to where, who, and why. */
import { List, Text } from "@mantine/core";
import { useMe } from "../../session/me";
import { named } from "../../ui/values/names";
import { When } from "../../ui/When";
import type { InFull } from "./answers";
import { actorWords, type Names } from "./people";
import { isStatus, STATES } from "./states";

export function History({ steps, names }: { steps: InFull["history"]; names: Names }) {
  const me = useMe()?.user_id ?? "";
  return (
    <details>
      <Text component="summary" size="sm" style={{ cursor: "pointer" }}>
        What happened so far
      </Text>
      <List size="sm" listStyleType="none" spacing={6} mt="xs" p={0}>
        {steps.map(({ at, to, actor, reason }) => (
          <List.Item key={`${at} ${to}`}>
            <strong>{stateWords(String(to))}</strong>, by {actorWords(String(actor), names, me)},{" "}
            <When at={String(at)} />
            {reason ? <Text size="sm">{String(reason)}</Text> : null}
          </List.Item>
        ))}
      </List>
    </details>
  );
}

function stateWords(status: string): string {
  return isStatus(status) ? STATES[status].label : named(status);
}
