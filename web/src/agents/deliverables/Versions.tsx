/** Every version of a draft, and what became of it from one to another, word by word. */
import { Group, List, NativeSelect, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useMe } from "../../session/me";
import { Changes } from "../../ui/diff/Changes";
import { placeNamed } from "../../ui/values/names";
import { When } from "../../ui/When";
import type { Version } from "./answers";
import { compared } from "./comparing";
import { actorWords, type Names } from "./people";
import { Section } from "./Section";

interface Props {
  versions: readonly Version[];
  names: Names;
}

export function Versions({ versions, names }: Props) {
  return (
    <Section title="Versions">
      <List size="sm" listStyleType="none" spacing={4} m={0} p={0}>
        {versions.map((version) => (
          <Line key={version.version} version={version} names={names} />
        ))}
      </List>
      {versions.length > 1 && <Comparison key={versions.length} versions={versions} />}
    </Section>
  );
}

function Line({ version: { version, author, created_at, note }, names }: { version: Version; names: Names }) {
  const me = useMe()?.user_id ?? "";
  return (
    <List.Item>
      <strong>Version {version}</strong>, by {actorWords(author, names, me)}, <When at={created_at} />
      {note && <Text size="sm">“{note}”</Text>}
    </List.Item>
  );
}

function Comparison({ versions }: { versions: readonly Version[] }) {
  const numbers = versions.map((one) => one.version);
  const [from, setFrom] = useState(numbers.at(-2) ?? 1);
  const [to, setTo] = useState(numbers.at(-1) ?? 1);
  const changes = compared(versions, from, to);
  const data = numbers.map((number) => ({ value: String(number), label: `Version ${number}` }));
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <NativeSelect
          label="From"
          size="xs"
          data={data}
          value={String(from)}
          onChange={(event) => setFrom(Number(event.currentTarget.value))}
        />
        <NativeSelect
          label="To"
          size="xs"
          data={data}
          value={String(to)}
          onChange={(event) => setTo(Number(event.currentTarget.value))}
        />
      </Group>
      <Stack gap="sm" role="region" aria-label={`From version ${from} to version ${to}`}>
        <Changes changes={changes.arguments} named={placeNamed} none="What goes out stayed the same." />
      </Stack>
      {changes.content.length > 0 && (
        <details>
          <Text component="summary" size="sm" style={{ cursor: "pointer" }}>
            What else changed beside it
          </Text>
          <Stack mt="xs">
            <Changes changes={changes.content} named={placeNamed} />
          </Stack>
        </details>
      )}
    </Stack>
  );
}
