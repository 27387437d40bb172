/** In big plain words: what is stopped at this moment. Said aloud when it changes. */
import { Alert, Text } from "@mantine/core";
import { stoppedWords } from "./stoppedWords";
import type { StoredSwitches } from "./switches";

export function StoppedNow({ switches }: { switches: StoredSwitches }) {
  const { headline, reason, runs } = stoppedWords(switches);
  return (
    <Alert variant="outline" color={runs ? "go" : "red"} role="status">
      <Text size="lg" fw={650}>
        {headline}
      </Text>
      {reason && <Text size="sm">Because: “{reason}”</Text>}
    </Alert>
  );
}
