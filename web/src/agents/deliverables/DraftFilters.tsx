/** Which drafts are shown: those of a state, of a goal, or all. */
import { Group, NativeSelect } from "@mantine/core";
import type { Filter } from "./answers";
import { STATES } from "./states";

interface Props {
  filter: Filter;
  /** By id. */
  goals: ReadonlyMap<string, string>;
  onChange: (changed: Filter) => void;
}

const STATE_OPTIONS = [
  { value: "", label: "Every state" },
  ...Object.entries(STATES).map(([value, { label }]) => ({ value, label })),
];

export function DraftFilters({ filter, goals, onChange }: Props) {
  const known = filter.goal && !goals.has(filter.goal) ? [[filter.goal, "A goal that is gone"] as const] : [];
  const goalOptions = [...goals, ...known].map(([value, label]) => ({ value, label }));
  return (
    <Group gap="sm" role="search" aria-label="Which drafts">
      <NativeSelect
        label="State"
        size="xs"
        data={STATE_OPTIONS}
        value={filter.status ?? ""}
        onChange={(event) => onChange({ status: event.currentTarget.value })}
      />
      <NativeSelect
        label="Goal"
        size="xs"
        data={[{ value: "", label: "Every goal" }, ...goalOptions]}
        value={filter.goal ?? ""}
        onChange={(event) => onChange({ goal: event.currentTarget.value })}
      />
    </Group>
  );
}
