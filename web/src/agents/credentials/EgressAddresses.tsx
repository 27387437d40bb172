/** Where our requests to an exchange come from, for its allow-list. */
import { Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";

export function EgressAddresses({ addresses }: { addresses: readonly string[] }) {
  if (addresses.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        This installation has no fixed address: the exchange's allow-list must let every address in.
      </Text>
    );
  }
  return (
    <Stack gap={4}>
      <Text size="sm">Allow these addresses at the exchange:</Text>
      <Group gap="xs">
        {addresses.map((address) => (
          <Code key={address}>{address}</Code>
        ))}
        <CopyButton value={addresses.join(", ")}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy} aria-live="polite">
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}
