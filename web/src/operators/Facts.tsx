/** Names and what they stand for, side by side; one below the other where it is narrow. */
import { Box, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";

export type Fact = readonly [name: string, value: ReactNode];

export function Facts({ facts, columns = 2 }: { facts: readonly Fact[]; columns?: number }) {
  return (
    <SimpleGrid component="dl" m={0} cols={{ base: 1, sm: columns }} spacing="lg" verticalSpacing="xs">
      {facts.map(([name, value]) => (
        <Box key={name}>
          <Text component="dt" size="xs" c="dimmed">
            {name}
          </Text>
          <Text component="dd" m={0} size="sm">
            {value}
          </Text>
        </Box>
      ))}
    </SimpleGrid>
  );
}
