/**
 * Connects an account, replaces its secret, or changes its name and limits. The inputs are the page's alone: a secret is
 * read from them when it is sent, and is in no state, no cache and no storage, before or after.
 */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { asProblem, type Problem } from "../../api/problem";
import { ProblemNote } from "../../ui/ProblemNote";
import { type Account, accountsChanged, connect, type Door, wantedOf } from "./accounts";
import { Identity, Limits, Name, placesOf, Secrets } from "./fields";

export type Purpose = "connect" | "replace" | "change";

interface Props {
  door: Door;
  purpose: Purpose;
  /** The account that is replaced or changed. */
  known?: Account | undefined;
  onClose: () => void;
  onDone: (account: Account) => void;
}

const TITLES: Readonly<Record<Purpose, string>> = {
  connect: "Connect",
  replace: "Reconnect",
  change: "Name and limits of",
};

export function ConnectDialog({ door, purpose, known, onClose, onDone }: Props) {
  const title = `${TITLES[purpose]} ${door.form.title}`;
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": "Close" }}>
      <AccountForm door={door} purpose={purpose} known={known} onClose={onClose} onDone={onDone} />
    </Modal>
  );
}

function AccountForm({ door, purpose, known, onClose, onDone }: Props) {
  const { busy, problem, send } = useSending(onDone);
  const withSecret = purpose !== "change";
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wanted = wantedOf(new FormData(event.currentTarget), door.form, withSecret);
    void send(event.currentTarget, () => connect(door, wanted, known));
  };
  const errors = problem?.errors ?? [];
  const inputs = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problem) inputs.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problem]);
  return (
    <form ref={inputs} onSubmit={submit} autoComplete="off" noValidate>
      <Stack gap="md">
        {withSecret && (
          <Text size="sm">
            What you paste here goes sealed into the vault. It is never shown again; your agents only get a
            reference to it.
          </Text>
        )}
        <Name known={known} errors={errors} />
        {withSecret && <Identity form={door.form} known={known} errors={errors} />}
        {withSecret && <Secrets form={door.form} errors={errors} />}
        {door.kind === "exchange" && <Limits known={known} errors={errors} />}
        {problem && !isAllPlaced(problem, door) && <ProblemNote problem={problem} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            {purpose === "change" ? "Save" : TITLES[purpose]}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Whether each of its errors stands at a field of this form. */
function isAllPlaced(problem: Problem, door: Door): boolean {
  const places = placesOf(door);
  return problem.errors.length > 0 && problem.errors.every((error) => places.has(error.pointer));
}

/** Not a mutation of the query client, which would keep what it was given. */
function useSending(onDone: (account: Account) => void) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const send = async (inputs: HTMLFormElement, act: () => Promise<Account>) => {
    setBusy(true);
    try {
      const account = await act();
      inputs.reset();
      await accountsChanged();
      onDone(account);
    } catch (thrown) {
      const refused = asProblem(thrown);
      setProblem(refused);
      setBusy(false);
      if (refused.status === 412) await accountsChanged();
    }
  };
  return { busy, problem, send };
}
