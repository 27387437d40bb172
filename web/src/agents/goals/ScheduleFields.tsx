/** How often a goal runs, and when, by the clock of its own zone. */
import { Fieldset, Group, NativeSelect, NumberInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { inPlace } from "../selecting";
import type { Frame } from "./draft";
import { FREQUENCIES, type Frequency, type Schedule, scheduleWords, WEEKDAYS } from "./schedule";

export interface FrameProps {
  frame: Frame;
  change: (changes: Partial<Frame>) => void;
  errorAt: (pointer: string) => string | undefined;
}

interface Props extends FrameProps {
  frequencies: readonly Frequency[];
  zones: readonly string[];
}

const ZONES_SHOWN = 60;

export function ScheduleFields({ frame, change, errorAt, frequencies, zones }: Props) {
  const { schedule, frequency } = frame;
  const set = (changes: Partial<Schedule>) => change({ schedule: { ...schedule, ...changes } });
  return (
    <Fieldset legend="When it runs">
      <Stack gap="sm">
        {frequencies.length > 1 && (
          <NativeSelect
            size="xs"
            label="How often"
            value={frequency}
            data={frequencies.map((one) => ({ value: one, label: FREQUENCIES[one] }))}
            onChange={({ currentTarget }) => {
              const chosen = frequencies.find((one) => one === currentTarget.value);
              if (chosen) change({ frequency: chosen });
            }}
            error={errorAt("/frequency")}
          />
        )}
        {frequency !== "on_demand" && (
          <>
            <Group gap="sm" align="flex-start" grow preventGrowOverflow={false}>
              {frequency === "weekly" && <Weekday weekday={schedule.weekday} set={set} />}
              {frequency === "monthly" && (
                <NumberInput
                  size="xs"
                  label="Day of the month"
                  min={1}
                  max={31}
                  allowDecimal={false}
                  value={schedule.day}
                  onChange={(day) => set({ day: typeof day === "number" ? day : 0 })}
                  error={errorAt("/schedule/day")}
                />
              )}
              <TextInput
                size="xs"
                type="time"
                label="Time"
                value={schedule.time}
                onChange={({ currentTarget }) => set({ time: currentTarget.value.slice(0, 5) })}
                error={errorAt("/schedule/time")}
              />
            </Group>
            <Select
              size="xs"
              label="Time zone"
              description="The clock that the time is read from."
              data={zones.includes(frame.timezone) ? [...zones] : [frame.timezone, ...zones]}
              value={frame.timezone}
              onChange={(zone) => zone && change({ timezone: zone })}
              searchable
              allowDeselect={false}
              {...inPlace}
              limit={ZONES_SHOWN}
              nothingFoundMessage="No zone has this name"
              error={errorAt("/timezone")}
            />
          </>
        )}
        <Text size="sm" role="status">
          {scheduleWords(frame)}
        </Text>
      </Stack>
    </Fieldset>
  );
}

function Weekday({
  weekday,
  set,
}: {
  weekday: Schedule["weekday"];
  set: (changes: Partial<Schedule>) => void;
}) {
  return (
    <NativeSelect
      size="xs"
      label="Day of the week"
      value={weekday}
      data={Object.entries(WEEKDAYS).map(([value, label]) => ({ value, label }))}
      onChange={({ currentTarget }) => {
        if (isWeekday(currentTarget.value)) set({ weekday: currentTarget.value });
      }}
    />
  );
}

function isWeekday(value: string): value is Schedule["weekday"] {
  return value in WEEKDAYS;
}
