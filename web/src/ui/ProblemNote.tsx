/** A refusal, in the server's words, with what to do about it and the id to ask support with. */
import { Alert, Button, Code, Group, List, Stack, Text } from "@mantine/core";
import type { Problem } from "../api/problem";

interface Props {
  problem: Problem;
  onRetry?: () => void;
  /** Leaves out the errors that are shown at their fields. */
  withoutFields?: boolean;
}

export function ProblemNote({ problem, onRetry, withoutFields }: Props) {
  const { title, correlation_id } = problem.document;
  const errors = withoutFields ? [] : problem.errors;
  return (
    <Alert color="red" variant="outline" title={title} role="alert">
      <Stack gap="xs">
        <Text size="sm">{problem.message}</Text>
        {problem.rule && <Text size="sm">Rule: {problem.rule}</Text>}
        {errors.length > 0 && (
          <List size="sm">
            {errors.map((error) => (
              <List.Item key={`${error.pointer} ${error.detail}`}>
                {error.pointer && <Code>{error.pointer}</Code>} {error.detail}
              </List.Item>
            ))}
          </List>
        )}
        <Group gap="sm">
          {onRetry && (
            <Button size="xs" variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
          {correlation_id && (
            <Text size="xs" c="dimmed">
              Reference <Code>{correlation_id}</Code>
            </Text>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}
