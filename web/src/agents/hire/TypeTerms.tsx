/** What a type offers and asks: its goals, what waits for approval, its limits. */
import { List, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { AgentType } from "../queries";
import { approvalTerms, budgetTerms, retentionTerms, rhythmWords } from "./terms";

export function TypeTerms({ type }: { type: AgentType }) {
  const terms = type.enforcement_defaults;
  const asked = approvalTerms(terms);
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <Part title="Goals it offers">
        {type.goal_templates.length === 0 && <Text size="sm">None: you talk with it in the chat.</Text>}
        <List size="sm" spacing="xs">
          {type.goal_templates.map((goal) => (
            <List.Item key={goal.goal_template_id}>
              <Text size="sm" fw={600} span>
                {goal.title}
              </Text>{" "}
              ({rhythmWords(goal.frequencies)}). {goal.description}
            </List.Item>
          ))}
        </List>
      </Part>
      <Part title="What waits for your approval">
        {asked.length === 0 && (
          <Text size="sm">What your company's policies say; nothing more of its own.</Text>
        )}
        <List size="sm" spacing="xs">
          {asked.map(({ verbs, words }) => (
            <List.Item key={verbs}>
              Each time it would {verbs}
              {words && `: ${words}`}
            </List.Item>
          ))}
        </List>
      </Part>
      <Part title="Limits">
        <Text size="sm">{budgetTerms(terms)}</Text>
        <Text size="sm">{retentionTerms(terms)}</Text>
      </Part>
    </SimpleGrid>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Title order={2} fz="md">
          {title}
        </Title>
        {children}
      </Stack>
    </Paper>
  );
}
