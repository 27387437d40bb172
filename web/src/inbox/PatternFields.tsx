/** For each argument: whether the next ones must have the very same value, something like it, or may have anything. */
import { Group, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { type How, type Part, waysOf } from "./pattern";

const HOW: Readonly<Record<How, string>> = {
  const: "is exactly this",
  prefix: "begins with",
  range: "is from … to …",
  any: "may be anything",
};

interface Props {
  parts: readonly Part[];
  onChange: (parts: Part[]) => void;
  /** What the server says is wrong, by argument. */
  errors: ReadonlyMap<string, string>;
}

export function PatternFields({ parts, onChange, errors }: Props) {
  const change = (next: Part) => onChange(parts.map((part) => (part.name === next.name ? next : part)));
  return parts.map((part) => (
    <Group key={part.name} gap="xs" align="flex-start">
      <NativeSelect
        label={part.name}
        value={part.how}
        error={errors.get(part.name)}
        data={waysOf(part).map((how) => ({ value: how, label: HOW[how] }))}
        onChange={({ currentTarget: { value } }) =>
          change({ ...part, how: waysOf(part).find((how) => how === value) ?? part.how })
        }
      />
      <Detail part={part} onChange={change} />
    </Group>
  ));
}

function Detail({ part, onChange }: { part: Part; onChange: (part: Part) => void }) {
  if (part.how === "prefix")
    return (
      <TextInput
        flex="1 1 14rem"
        label={`${part.name} begins with`}
        value={part.prefix}
        onChange={(event) => onChange({ ...part, prefix: event.currentTarget.value })}
      />
    );
  if (part.how !== "range") return null;
  return (["min", "max"] as const).map((end) => (
    <NumberInput
      key={end}
      w={110}
      label={end === "min" ? `${part.name} from` : `${part.name} to`}
      value={part[end]}
      onChange={(value) => typeof value === "number" && onChange({ ...part, [end]: value })}
    />
  ));
}
