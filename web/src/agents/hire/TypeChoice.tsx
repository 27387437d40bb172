/** The types that can be hired, with what each does. */
import { Group, Radio, SimpleGrid, Stack, Text } from "@mantine/core";
import type { Schemas } from "../../api/client";
import { Empty } from "../../ui/Empty";

interface Props {
  types: Schemas["AgentTypes"]["items"];
  chosen: string;
  onChoose: (typeId: string) => void;
}

/** Cards of one row are as high as the highest. */
const atTop = { display: "flex", style: { alignItems: "flex-start" } } as const;

export function TypeChoice({ types, chosen, onChoose }: Props) {
  if (types.length === 0) {
    return (
      <Empty title="Nothing can be hired yet">
        An operator of your company publishes agent types. Ask one of them.
      </Empty>
    );
  }
  return (
    <Radio.Group label="What should it do?" value={chosen} onChange={onChoose}>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm" mt="xs">
        {types.map((type) => (
          <Radio.Card
            key={type.agent_type_id}
            value={type.agent_type_id}
            p="md"
            aria-label={type.title}
            {...atTop}
          >
            <Group wrap="nowrap" align="flex-start" gap="sm">
              <Radio.Indicator />
              <Stack gap={4}>
                <Text fw={600}>{type.title}</Text>
                <Text size="sm">{type.description}</Text>
                <Text size="xs" c="dimmed">
                  {type.agent_type_id} · version {type.version}
                </Text>
              </Stack>
            </Group>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}
