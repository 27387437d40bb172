/** Two days, by UTC, both included; either may stay open. */
import { Group, TextInput } from "@mantine/core";
import { isInOrder, type Period } from "./period";

interface Props {
  period: Period;
  onChange: (period: Period) => void;
}

export function PeriodInput({ period, onChange }: Props) {
  const wrong = isInOrder(period) ? undefined : "Is after the last day";
  return (
    <Group gap="xs" align="flex-start">
      <TextInput
        type="date"
        label="First day (UTC)"
        value={period.from ?? ""}
        error={wrong}
        onChange={(event) => onChange({ ...period, from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label="Last day (UTC)"
        value={period.to ?? ""}
        onChange={(event) => onChange({ ...period, to: event.currentTarget.value })}
      />
    </Group>
  );
}
