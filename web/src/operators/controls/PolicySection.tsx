/** The tenant's own policy: hosts that may be read from, and Cedar additions that only forbid. */
import { Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Loaded } from "../../ui/Loaded";
import { PolicyEditor } from "./PolicyEditor";
import { policyQuery } from "./policyApi";

export function PolicySection() {
  const query = useQuery(policyQuery);
  return (
    <Stack gap="md" component="section" aria-label="Policy">
      <Title order={2}>Policy</Title>
      <Text size="sm" maw={720}>
        The platform’s own rules always hold: nothing goes outside without a person’s yes. What you add here
        can only tighten them. An addition that forbids the action “act” has a person asked; one that forbids
        “propose” too has it refused. What would loosen anything is not taken.
      </Text>
      <Loaded query={query}>{(policy) => <PolicyEditor stored={policy} />}</Loaded>
    </Stack>
  );
}
