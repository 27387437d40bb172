/** Edits the policy; it is stored whole, and only where nobody changed it since it was read. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type FormEvent, useEffect, useRef } from "react";
import { asProblem } from "../../api/problem";
import { LeaveGuard } from "../../ui/LeaveGuard";
import { ProblemNote } from "../../ui/ProblemNote";
import { Additions } from "./Additions";
import { Hosts } from "./Hosts";
import { PolicyConflict } from "./PolicyConflict";
import type { StoredPolicy } from "./policy";
import { isStale } from "./switchesApi";
import { type PolicyEditing, usePolicyDraft } from "./usePolicyDraft";

export function PolicyEditor({ stored }: { stored: StoredPolicy }) {
  const saved = () => notifications.show({ message: "The policy is stored, and holds from now on." });
  const editing = usePolicyDraft(stored, saved);
  const form = useFocusOnError(editing);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    editing.saving.mutate();
  };
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="lg">
        <Hosts editing={editing} />
        <Additions editing={editing} />
        {editing.theirs && <PolicyConflict editing={editing} theirs={editing.theirs} />}
        <Refusal editing={editing} />
        <Group gap="xs">
          <Button
            type="submit"
            loading={editing.saving.isPending}
            disabled={!editing.dirty || Boolean(editing.theirs)}
          >
            Save the policy
          </Button>
          <Button variant="default" disabled={!editing.dirty} onClick={editing.discard}>
            Discard changes
          </Button>
          <Text size="sm" c="dimmed" role="status">
            {editing.dirty ? "Not saved yet" : `Version ${editing.base.version}`}
          </Text>
        </Group>
        <LeaveGuard dirty={editing.dirty} />
      </Stack>
    </form>
  );
}

/** What is shown at no field; a conflict has its own words. */
function Refusal({ editing: { saving, errors, theirs } }: { editing: PolicyEditing }) {
  if (!saving.error || (theirs && isStale(saving.error))) return null;
  const problem = asProblem(saving.error);
  if (problem.errors.length > 0 && errors.rest.length === 0) {
    if (Object.keys(errors.at).length === 0) return null; // all of it was mended since
    return (
      <Text size="sm" role="alert">
        Nothing was stored. Mend what is marked above, then save again.
      </Text>
    );
  }
  return <ProblemNote problem={problem} />;
}

/** After a refusal, the first field that is wrong has the focus. */
function useFocusOnError({ saving }: PolicyEditing) {
  const form = useRef<HTMLFormElement>(null);
  const { failureCount, isError } = saving;
  useEffect(() => {
    if (isError && failureCount > 0)
      form.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
  }, [isError, failureCount]);
  return form;
}
