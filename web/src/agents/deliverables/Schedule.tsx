/** When it is carried out by itself: given a time, moved, or taken off its time; in my own zone, within its bounds. */
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useMe } from "../../session/me";
import { useNow } from "../../ui/now";
import { When } from "../../ui/When";
import type { InFull } from "./answers";
import { type Bounds, boundsOf, timeProblem } from "./bounds";
import { schedule, unschedule, useDeed } from "./deeds";
import { Refusal } from "./Refusal";
import { focusState } from "./StateLine";
import { browserZone, clockIn, momentOf, zoneWords } from "./zones";

const EVERY = 10_000; // milliseconds: bounds move with the clock

export function Schedule({ one }: { one: InFull }) {
  const bounds = boundsOf(one.expires_at, useNow(EVERY));
  const zone = useMe()?.timezone || browserZone();
  const giving = useDeed((at: string) => schedule(one, at), focusState);
  const taking = useDeed((_: undefined) => unschedule(one), focusState);
  const refused = giving.refused ?? taking.refused;
  return (
    <Stack gap="xs">
      {bounds ? (
        <TimeForm one={one} zone={zone} bounds={bounds} busy={giving.busy} onGive={giving.run} />
      ) : (
        <Text size="sm">Its approval expires too soon to give it a time.</Text>
      )}
      {one.status === "scheduled" && (
        <Group>
          <Button variant="default" size="xs" loading={taking.busy} onClick={() => taking.run(undefined)}>
            Take it off its time
          </Button>
        </Group>
      )}
      {refused && <Refusal problem={refused} one={one} approval={undefined} />}
    </Stack>
  );
}

interface FormProps {
  one: InFull;
  zone: string;
  bounds: Bounds;
  busy: boolean;
  onGive: (at: string) => void;
}

function TimeForm({ one, zone, bounds, busy, onGive }: FormProps) {
  const [clock, setClock] = useState(() => startOf(one, zone));
  const [tried, setTried] = useState(false);
  const problem = timeProblem(clock, zone, bounds);
  const at = momentOf(clock, zone);
  const give = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!problem && at) onGive(at.toISOString());
  };
  return (
    <form onSubmit={give} noValidate>
      <Group align="flex-start" gap="xs">
        <TextInput
          type="datetime-local"
          label={one.status === "scheduled" ? "Move it to another time" : "Have it carried out at a time"}
          description={`By the clock of ${zoneWords(zone, at ?? bounds.earliest)}`}
          min={clockIn(zone, bounds.earliest)}
          max={clockIn(zone, bounds.latest)}
          value={clock}
          error={(tried || clock !== "") && problem}
          onChange={(event) => setClock(event.currentTarget.value)}
          style={{ flex: "1 1 14rem" }}
        />
        <Button type="submit" variant="default" loading={busy} mt={44}>
          {one.status === "scheduled" ? "Move" : "Schedule"}
        </Button>
      </Group>
      <Text size="xs" c="dimmed" component="div">
        From a minute from now until <When at={bounds.latest.toISOString()} zone={zone} />, when its approval
        expires.
      </Text>
    </form>
  );
}

/** The time that it has, or that was suggested, while that is still ahead. */
function startOf(one: InFull, zone: string): string {
  const known = one.scheduled_at ?? one.suggested_at;
  return known && Date.parse(known) > Date.now() ? clockIn(zone, new Date(known)) : "";
}
