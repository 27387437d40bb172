/** Somebody else was at the same draft: what became of it, and whose shall stand. */
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { isSame } from "../../../forms/pointers";
import { When } from "../../../ui/When";
import { plain } from "../../words";
import { contentOf } from "../definition";
import type { Draft } from "../typesApi";
import type { Working } from "./useWorking";

export function DraftConflict({ working, theirs }: { working: Working; theirs: Draft | null }) {
  return (
    <Alert variant="default" role="alert" title="Somebody else was at this draft meanwhile">
      <Stack gap="xs">
        {theirs ? <Changed base={working.base} theirs={theirs} /> : <Gone />}
        <Text size="sm">Nothing of yours was stored by that. Whose shall stand?</Text>
        <Group gap="xs">
          {theirs && (
            <Button size="xs" variant="default" onClick={working.takeTheirs}>
              Take theirs, drop mine
            </Button>
          )}
          <Button size="xs" variant="default" onClick={working.keepMine}>
            {theirs ? "Keep mine, to save it over theirs" : "Keep mine, as a draft of the next version"}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

function Changed({ base, theirs }: { base: Draft; theirs: Draft }) {
  const before = contentOf(base);
  const after = contentOf(theirs);
  const parts = Object.keys(after).filter((name) => !isSame(before[name], after[name]));
  return (
    <Text size="sm">
      {theirs.updated_by} saved it <When at={theirs.updated_at} />.{" "}
      {parts.length > 0 ? `Changed: ${parts.map(plain).join(", ")}.` : "Nothing of what it says was changed."}
    </Text>
  );
}

function Gone() {
  return <Text size="sm">It was published or deleted: there is no draft any more.</Text>;
}
