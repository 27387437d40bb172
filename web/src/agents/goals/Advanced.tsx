/** What becomes of times that were missed, and of a run whose forerunner is still at work. Seldom changed. */
import { Button, Collapse, NativeSelect, NumberInput, Stack, Text } from "@mantine/core";
import { useDisclosure, useId } from "@mantine/hooks";
import { MOST_BACKFILL, needsOverlap } from "./draft";
import type { FrameProps } from "./ScheduleFields";
import { MISFIRES, OVERLAPS } from "./schedule";

export function Advanced({ frame, change, errorAt }: FrameProps) {
  const [shown, { toggle }] = useDisclosure(false);
  const id = useId();
  const { misfire, overlap } = frame;
  const mustOverlap = needsOverlap(frame);
  return (
    <Stack gap="xs" align="stretch">
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={toggle}
        aria-expanded={shown}
        aria-controls={id}
        style={{ alignSelf: "flex-start" }}
      >
        Advanced
      </Button>
      <Collapse expanded={shown} id={id}>
        <Stack gap="sm">
          <NativeSelect
            size="xs"
            label="If a time was missed"
            description="Because the agent was paused, say, or Greenlight was not there."
            value={misfire.rule}
            data={optionsOf(MISFIRES)}
            onChange={({ currentTarget }) => {
              const rule = keyIn(MISFIRES, currentTarget.value);
              if (rule) change({ misfire: { ...misfire, rule } });
            }}
            error={errorAt("/misfire/rule")}
          />
          {misfire.rule === "backfill" && (
            <NumberInput
              size="xs"
              label="How many, at most"
              min={1}
              max={MOST_BACKFILL}
              allowDecimal={false}
              value={misfire.most}
              onChange={(most) =>
                change({ misfire: { ...misfire, most: typeof most === "number" ? most : 0 } })
              }
              error={errorAt("/misfire/most")}
            />
          )}
          <NativeSelect
            size="xs"
            label="If the last run is still at work"
            value={overlap}
            data={optionsOf(OVERLAPS)}
            disabled={mustOverlap}
            onChange={({ currentTarget }) => {
              const rule = keyIn(OVERLAPS, currentTarget.value);
              if (rule) change({ overlap: rule });
            }}
            error={errorAt("/overlap")}
          />
          {mustOverlap && (
            <Text size="sm" c="dimmed">
              Runs that make up for several times begin together.
            </Text>
          )}
        </Stack>
      </Collapse>
    </Stack>
  );
}

function optionsOf(words: Readonly<Record<string, string>>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

function keyIn<Key extends string>(words: Readonly<Record<Key, string>>, value: string): Key | undefined {
  return (Object.keys(words) as Key[]).find((key) => key === value);
}
