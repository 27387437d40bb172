/** The components of a surface that only say something, and its button. */
import { Alert, Button, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { asProblem, Problem } from "../api/problem";
import { ProblemNote } from "../ui/ProblemNote";
import { useLine } from "./line";
import type { Shown } from "./packages";
import type { button, keyValue, notice, plainText, stack, unsupported } from "./schemas";
import type { ActionOutcome } from "./types";

const VARIANTS = {
  title: { fw: 600 },
  body: {},
  small: { size: "sm", c: "dimmed" },
} as const;
const TONES = { info: "blue.9", success: "go.9", warning: "yellow.9", error: "red.9" } as const;

export function PlainText({ props }: Shown<typeof plainText>) {
  return <Text {...VARIANTS[props.variant ?? "body"]}>{props.text}</Text>;
}

export function Notice({ props }: Shown<typeof notice>) {
  return (
    <Alert
      color={TONES[props.tone]}
      variant="outline"
      p="xs"
      role={props.tone === "error" ? "alert" : "status"}
    >
      {props.text}
    </Alert>
  );
}

export function KeyValue({ props }: Shown<typeof keyValue>) {
  return (
    <Table variant="vertical" withTableBorder>
      <Table.Tbody>
        {props.pairs.map(({ label, value }) => (
          <Table.Tr key={label}>
            <Table.Th scope="row">{label}</Table.Th>
            <Table.Td>{typeof value === "object" ? "" : String(value ?? "–")}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

export function StackOf({ props, buildChild }: Shown<typeof stack>) {
  return (
    <Stack gap="sm">
      {props.children.map((child) =>
        typeof child === "string" ? buildChild(child) : buildChild(child.id, child.basePath),
      )}
    </Stack>
  );
}

export function ActionButton({ props, context }: Shown<typeof button>) {
  const { answered, send } = useLine();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<ActionOutcome>();
  const press = () => {
    setBusy(true);
    send(context.componentModel.id, props.action)
      .catch((thrown: unknown) => ({ kind: "refused" as const, problem: asProblem(thrown).document }))
      .then(setOutcome)
      .finally(() => setBusy(false));
  };
  return (
    <Stack gap="xs" align="flex-start">
      <Button size="xs" onClick={press} loading={busy} disabled={answered || outcome?.kind === "saved"}>
        {props.label}
      </Button>
      {outcome && outcome.kind !== "saved" && <ProblemNote problem={new Problem(outcome.problem)} />}
    </Stack>
  );
}

export function Unsupported({ props }: Shown<typeof unsupported>) {
  return <CannotShow what={props.what} />;
}

/** In the place of what cannot be shown. */
export function CannotShow({ what }: { what: string }) {
  return (
    <Alert color="red.9" variant="outline" title="This part of the form cannot be shown" p="xs">
      <Text size="sm">
        Ask the agent to open it again. If that does not help, reload the page: it may be newer than this one.
        ({what})
      </Text>
    </Alert>
  );
}
