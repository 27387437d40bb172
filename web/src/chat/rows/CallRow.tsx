/** A tool call: which, how it stands, why it came so, and on demand what it was given and what it gave. */
import { Code, Group, List, Stack, Text } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useMe } from "../../session/me";
import { Skeletons } from "../../ui/Skeletons";
import { Told } from "../../ui/Told";
import styles from "../chat.module.css";
import type { CallEntry } from "../transcript/entries";
import { isWorthReading, lookOf, reasonsOf } from "../transcript/words";
import { Json, JsonText } from "./Json";
import { Tag } from "./Tag";

const ApprovalCard = lazy(() => import("../approval/ApprovalCard"));

export function CallRow({ entry }: { entry: CallEntry }) {
  const { tool, state, answer, interrupt, isPersons } = entry;
  const look = lookOf(state, answer, useMe()?.user_id ?? "");
  const reasons = reasonsOf(answer);
  return (
    <Stack gap={6} component="article" aria-label={`${isPersons ? "You used" : "The agent uses"} ${tool}`}>
      <details
        className={styles.call}
        open={isWorthReading(state) && state !== "waiting" && !isPersons}
        data-call={state}
      >
        <summary>
          <Group gap="xs" display="inline-flex" component="span" maw="94%">
            <Code>{tool}</Code>
            <Tag tone={look.tone}>{look.words}</Tag>
            {isPersons && (
              <Text span size="xs">
                by you, in a form
              </Text>
            )}
          </Group>
        </summary>
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        <JsonText title="Given" json={entry.arguments} isWhole={state !== "asking"} />
        {answer?.edited && <Json title="Carried out instead" value={answer.edited.arguments} />}
        {answer?.result !== undefined && <Json title="Came back" value={answer.result} />}
      </details>
      {interrupt && state === "waiting" && (
        <Suspense fallback={<Skeletons lines={3} />}>
          <ApprovalCard interrupt={interrupt} />
        </Suspense>
      )}
    </Stack>
  );
}

function Reasons({ reasons }: { reasons: readonly string[] }) {
  return (
    <List size="sm" mt={6}>
      {reasons.map((reason) => (
        <List.Item key={reason}>
          <Told>{reason}</Told>
        </List.Item>
      ))}
    </List>
  );
}
