/** A published version, as it is for good. */
import { Accordion, Code, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { When } from "../../ui/When";
import { Facts } from "../Facts";
import { plain } from "../words";
import { contentOf } from "./definition";
import { Preview } from "./Preview";
import type { PublishedType } from "./typesApi";
import { OWNER_WORDS, useOwnerOf } from "./whose";

export function Published({ type }: { type: PublishedType }) {
  const owner = useOwnerOf()(type.publisher);
  return (
    <Stack gap="md">
      <Text size="sm">{type.description}</Text>
      <Facts
        facts={[
          ["Id", <Code key="id">{type.agent_type_id}</Code>],
          ["Whose", owner === "other" ? type.publisher : OWNER_WORDS[owner]],
          ["Published", <When key="at" at={type.published_at} />],
          ["Planner", type.planner.kind === "model" ? "A model" : "Fixed steps, without a model"],
          ["Allowed tools", <ToolNames key="tools" tools={type.tools} />],
          ["Persona", type.persona],
          ["Goals", type.goal_templates.map((goal) => goal.title).join(", ") || "None"],
          ["SHA-256", <Code key="sha">{type.sha256}</Code>],
        ]}
      />
      <Title order={2}>The forms it makes</Title>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <Preview
          title="Configuration form"
          schema={type.config_schema}
          sample={type.sample_config}
          readOnly
        />
        <Stack gap="md" miw={0}>
          {type.goal_templates.map((goal) => (
            <GoalPreview key={goal.goal_template_id} goal={goal} config={type.sample_config} />
          ))}
        </Stack>
      </SimpleGrid>
      <Accordion variant="contained">
        <Accordion.Item value="definition">
          <Accordion.Control>The definition as JSON</Accordion.Control>
          <Accordion.Panel>
            <Code
              block
              tabIndex={0}
              aria-label="Definition"
              role="region"
              mah={480}
              style={{ overflow: "auto" }}
            >
              {JSON.stringify(contentOf(type), null, 2)}
            </Code>
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Stack>
  );
}

function GoalPreview({ goal, config }: { goal: PublishedType["goal_templates"][number]; config: unknown }) {
  return (
    <Stack gap={4}>
      <Preview
        title={`Settings of “${goal.title}”`}
        schema={goal.settings_schema}
        sample={goal.sample_settings}
        config={config}
        readOnly
      />
      <Text size="xs" c="dimmed">
        {plain(goal.deliverables)} by <Code>{goal.skill_binding}</Code>,{" "}
        {goal.frequencies.map(plain).join(", ").toLowerCase()}
      </Text>
    </Stack>
  );
}

function ToolNames({ tools }: { tools: readonly string[] }) {
  return (
    <>
      {tools.map((tool) => (
        <Code key={tool} mr={4}>
          {tool}
        </Code>
      ))}
    </>
  );
}
