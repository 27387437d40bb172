/** An id that people pass on: to read, and to copy. */
import { Code, CopyButton, Group, UnstyledButton } from "@mantine/core";

export function Copyable({ value, what }: { value: string; what: string }) {
  return (
    <Group gap={6} wrap="nowrap" align="baseline">
      <Code style={{ overflowWrap: "anywhere" }}>{value}</Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <UnstyledButton
            onClick={copy}
            fz="xs"
            td="underline"
            style={{ whiteSpace: "nowrap" }}
            aria-label={`Copy ${what}`}
          >
            {copied ? "Copied" : "Copy"}
          </UnstyledButton>
        )}
      </CopyButton>
    </Group>
  );
}
