/** Fields by name, with what their schema says of them: what is long or many takes the whole width. */
import { Box, SimpleGrid, Text } from "@mantine/core";
import { isObject } from "../diff/differences";
import { named } from "./names";
import { Value } from "./Value";

interface Props {
  of: Readonly<Record<string, unknown>>;
  /** A JSON Schema; its titles and descriptions are shown. */
  schema?: unknown;
}

export function Fields({ of, schema }: Props) {
  return (
    <SimpleGrid component="dl" m={0} cols={{ base: 1, xs: 2 }} spacing="lg" verticalSpacing="xs">
      {Object.entries(of).map(([name, value]) => (
        <Box key={name} style={isWide(value) ? { gridColumn: "1 / -1" } : undefined}>
          <Field name={name} value={value} about={partOf(schema, name)} />
        </Box>
      ))}
    </SimpleGrid>
  );
}

function Field({ name, value, about }: { name: string; value: unknown; about: About }) {
  return (
    <>
      <Text component="dt" size="xs" c="dimmed">
        {about.title ?? named(name)}
      </Text>
      <Box component="dd" m={0} fz="sm" ps={isObject(value) ? "sm" : 0}>
        <Value value={value} />
        {about.description && (
          <Text size="xs" c="dimmed">
            {about.description}
          </Text>
        )}
      </Box>
    </>
  );
}

interface About {
  title?: string;
  description?: string;
}

function partOf(schema: unknown, name: string): About {
  const properties = isObject(schema) && isObject(schema.properties) ? schema.properties : {};
  const part = properties[name];
  if (!isObject(part)) return {};
  return {
    ...(typeof part.title === "string" && { title: part.title }),
    ...(typeof part.description === "string" && { description: part.description }),
  };
}

function isWide(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return typeof value === "string" && value.length > 60;
}
