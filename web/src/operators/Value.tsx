/** Any value of a configuration, of arguments or of details, as it is: lists as lists, objects by name, ids as ids. */
import { Box, Code, List, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { plain } from "./words";

const ID = /^[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}$|^[0-9a-f]{40,}$/;

export function Value({ value, nameOf = plain }: { value: unknown; nameOf?: (name: string) => string }) {
  if (value === null || value === undefined || value === "") return <Nothing />;
  if (typeof value === "boolean") return <>{value ? "Yes" : "No"}</>;
  if (Array.isArray(value)) return <Items items={value} />;
  if (typeof value === "object") return <Fields of={value} nameOf={nameOf} />;
  const said = String(value);
  return ID.test(said) ? <Code>{said}</Code> : <span style={{ whiteSpace: "pre-wrap" }}>{said}</span>;
}

function Nothing(): ReactNode {
  return (
    <Text span inherit c="dimmed">
      –
    </Text>
  );
}

function Items({ items }: { items: unknown[] }) {
  if (items.length === 0) return <Nothing />;
  return (
    <List size="sm">
      {items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list is shown as it is, and never reordered
        <List.Item key={at}>
          <Value value={item} />
        </List.Item>
      ))}
    </List>
  );
}

function Fields({ of, nameOf }: { of: object; nameOf: (name: string) => string }) {
  const fields = Object.entries(of);
  if (fields.length === 0) return <Nothing />;
  return (
    <Box component="dl" m={0}>
      {fields.map(([name, value]) => (
        <Box key={name} mb={6}>
          <Text component="dt" size="xs" c="dimmed">
            {nameOf(name)}
          </Text>
          <Text component="dd" size="sm" ms="xs" me={0} my={0} ps={0}>
            <Value value={value} />
          </Text>
        </Box>
      ))}
    </Box>
  );
}
