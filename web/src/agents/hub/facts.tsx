/** What the hub tells of the selected agent beside its mode: trial, budget, plan, connections, configuration, goals. */
import { Progress, Stack, Text } from "@mantine/core";
import { Money } from "../../ui/Money";
import { When } from "../../ui/When";
import { useHub } from "./context";
import { Fact } from "./Fact";
import { counted, HEALTH, isOnTrial, trialCaps, trialWords } from "./standing";

export function Trial() {
  const { selected, usage } = useHub();
  return (
    <Fact name="Trial">
      {trialWords(selected, Date.now())}
      {isOnTrial(selected) && (
        <Text size="xs" c="dimmed">
          until <When at={selected.trial.ends_at} />
        </Text>
      )}
      {usage &&
        trialCaps(selected, usage).map((cap) => (
          <Used
            key={cap.name}
            used={cap.used}
            most={cap.most}
            words={`${cap.used} of ${cap.most} ${cap.name}`}
          />
        ))}
    </Fact>
  );
}

function Used({ used, most, words }: { used: number; most: number; words: string }) {
  return (
    <Stack gap={2} mt={4}>
      <Text size="xs">{words}</Text>
      <Progress value={most > 0 ? Math.min(100, (100 * used) / most) : 100} size="xs" aria-label={words} />
    </Stack>
  );
}

export function Budget() {
  const { usage } = useHub();
  if (!usage) return <Fact name="Budget this month">…</Fact>;
  const { budget_cents: most, spent_cents: spent, held_cents: held } = usage;
  return (
    <Fact name="Budget this month">
      <Money cents={spent} /> spent
      {most === null ? (
        ", no limit"
      ) : (
        <>
          {" "}
          of <Money cents={most} />
        </>
      )}
      {most !== null && (
        <Progress
          value={most > 0 ? Math.min(100, (100 * (spent + held)) / most) : 100}
          size="xs"
          mt={4}
          aria-label="Budget used"
        />
      )}
      {held > 0 && (
        <Text size="xs" c="dimmed">
          <Money cents={held} /> held for what waits for a person
        </Text>
      )}
    </Fact>
  );
}

export function Plan() {
  const { selected } = useHub();
  const plan = { trial: "Trial", monthly: "Monthly", none: "None: it comes with Greenlight" };
  return (
    <Fact name="Plan">
      {plan[selected.plan ?? "none"]}
      {selected.ended_at && (
        <Text size="xs" c="dimmed">
          ended <When at={selected.ended_at} />, kept until <When at={selected.retention_until} />
        </Text>
      )}
    </Fact>
  );
}

export function Connections() {
  const { selected } = useHub();
  return (
    <Fact name="Connections">
      {selected.connections.length === 0 && (selected.configured ? "Nothing to connect" : "None yet")}
      {selected.connections.map((one) => (
        <Text key={one.place} size="sm">
          {one.name || one.provider || one.credential_ref}: {HEALTH[one.status]}
        </Text>
      ))}
    </Fact>
  );
}

export function Configuration() {
  const { selected } = useHub();
  return (
    <Fact name="Configuration">
      {selected.configured ? "Complete" : "Not complete yet"}
      {selected.finalized_at && (
        <Text size="xs" c="dimmed">
          in force since <When at={selected.finalized_at} />
        </Text>
      )}
    </Fact>
  );
}

export function GoalsDone() {
  const { selected } = useHub();
  return <Fact name="Goals completed">{counted(selected.goals_completed, "run", "runs")}</Fact>;
}
