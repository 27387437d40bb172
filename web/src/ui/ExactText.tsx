/** The very text that goes out, or the arguments of a change: to the byte, where it goes, and its digest. */
import { Code, CopyButton, Group, Paper, Stack, Text, UnstyledButton } from "@mantine/core";
import styles from "./exact.module.css";
import { Visible } from "./Visible";

interface Props {
  exact: string;
  target?: string;
  /** SHA-256 or the digest that a verdict is bound to. */
  digest?: string;
  /** Tells it from another one on the same page. */
  label?: string;
}

export function ExactText({ exact, target, digest, label = "Exact text" }: Props) {
  return (
    <Stack gap="xs">
      {target && (
        <Text size="sm">
          To <Code>{target}</Code>
        </Text>
      )}
      <Paper
        withBorder
        p="xs"
        component="pre"
        tabIndex={0}
        role="region"
        aria-label={label}
        className={styles.exact}
      >
        <Visible text={exact} />
      </Paper>
      <Group gap="md">
        {digest && (
          <Text size="xs" c="dimmed">
            Digest <Code>{digest}</Code>
          </Text>
        )}
        <CopyButton value={exact}>
          {({ copied, copy }) => (
            <UnstyledButton onClick={copy} fz="xs" td="underline">
              {copied ? "Copied" : "Copy exact text"}
            </UnstyledButton>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}
