/** A published version, as it is for good. */
import { Accordion, Code, Stack, Text, Title } from "@mantine/core";
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
      <Preview title="Configuration form" schema={type.config_schema} sample={type.sample_config} readOnly />
      {type.goal_templates.map((goal) => (
        <Stack gap={4} key={goal.goal_template_id}>
          <Preview
            title={`Settings of “${goal.title}”`}
            schema={goal.settings_schema}
            sample={goal.sample_settings}
            config={type.sample_config}
            readOnly
          />
          <Text size="xs" c="dimmed">
            {plain(goal.deliverables)} by <Code>{goal.skill_binding}</Code>,{" "}
            {goal.frequencies.map(plain).join(", ").toLowerCase()}
          </Text>
        </Stack>
      ))}
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
