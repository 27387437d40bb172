/** Has the trail checked: the whole chain, and each entry of some days. */
import { Alert, Button, Code, Group, List, Loader, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { asProblem } from "../../api/problem";
import { ProblemNote } from "../../ui/ProblemNote";
import { type Verdict, verify } from "./audit";
import { Findings } from "./Findings";
import { PeriodInput } from "./PeriodInput";
import { isInOrder, type Period } from "./period";
import { verdictWords } from "./verdictWords";

export function Verify() {
  const [period, setPeriod] = useState<Period>({});
  const checking = useMutation({ mutationFn: verify });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    checking.mutate(period);
  };
  return (
    <Stack gap="md" maw={900}>
      <Text size="sm">
        Every entry is sealed into a chain of blocks. This reads all of it again and names whatever was
        changed, taken away or put in. Without days, every entry is checked.
      </Text>
      <form onSubmit={submit}>
        <Group gap="sm" align="flex-end">
          <PeriodInput period={period} onChange={setPeriod} />
          <Button type="submit" loading={checking.isPending} disabled={!isInOrder(period)}>
            Verify
          </Button>
        </Group>
      </form>
      <div role="status">
        {checking.isPending && (
          <Group gap="xs">
            <Loader size="xs" aria-hidden /> <Text size="sm">Checking each entry and block…</Text>
          </Group>
        )}
        {checking.data && <Said verdict={checking.data} period={checking.variables ?? {}} />}
      </div>
      {checking.data && checking.data.findings.length > 0 && <Findings findings={checking.data.findings} />}
      {checking.error && (
        <ProblemNote problem={asProblem(checking.error)} onRetry={() => checking.mutate(period)} />
      )}
    </Stack>
  );
}

function Said({ verdict, period }: { verdict: Verdict; period: Period }) {
  const { headline, sentences } = verdictWords(verdict, period);
  return (
    <Alert variant="outline" color={verdict.ok ? "go" : "red"}>
      <Text size="lg" fw={650}>
        {headline}
      </Text>
      <List size="sm">
        {sentences.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
        {verdict.head_hash && (
          <List.Item>
            The chain’s head is <Code>{verdict.head_hash}</Code>
          </List.Item>
        )}
      </List>
    </Alert>
  );
}
