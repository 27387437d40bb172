/** The goals that this agent's type offers. */
import { Button, Group, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { rhythmWords } from "../hire/terms";
import type { Template } from "./GoalsPanel";

interface Props {
  templates: readonly Template[];
  disabled: boolean;
  onAdd: (template: Template) => void;
}

export function Templates({ templates, disabled, onAdd }: Props) {
  if (templates.length === 0)
    return <Text size="sm">Agents of this type have no goals: talk in the chat.</Text>;
  return (
    <Stack gap="sm" component="section" aria-label="Add a goal">
      <Title order={2}>Add a goal</Title>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm">
        {templates.map((template) => (
          <Paper key={template.goal_template_id} withBorder p="md">
            <Stack gap="xs" h="100%">
              <Title order={3}>{template.title}</Title>
              <Text size="sm">{template.description}</Text>
              <Text size="sm" c="dimmed">
                Runs {rhythmWords(template.frequencies)}
              </Text>
              <Group mt="auto">
                <Button
                  size="xs"
                  variant="default"
                  disabled={disabled}
                  onClick={() => onAdd(template)}
                  aria-label={`Add ${template.title}`}
                >
                  Add
                </Button>
              </Group>
            </Stack>
          </Paper>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
