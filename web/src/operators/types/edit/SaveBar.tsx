/** How the draft stands, and what can be done with it. */
import { Button, Group, Paper, Text } from "@mantine/core";
import { TONES } from "../../../ui/tones";
import { When } from "../../../ui/When";
import type { Working } from "./useWorking";

interface Props {
  working: Working;
  onPublish: () => void;
  onDelete: () => void;
}

export function SaveBar({ working, onPublish, onDelete }: Props) {
  const { base, dirty, faults, problems, saving, maySave } = working;
  const mayPublish = !dirty && problems.length === 0 && base.revision > 0;
  return (
    <Paper withBorder p="xs" pos="sticky" bottom={0} style={{ zIndex: 2 }}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" role="status">
          {faults.size > 0 ? (
            firstFault(working)
          ) : dirty ? (
            "Not saved yet."
          ) : (
            <>
              Saved <When at={base.updated_at} />. {problems.length === 0 && "Ready to be published."}
            </>
          )}
        </Text>
        <Group gap="xs">
          {base.revision > 0 && (
            <Button
              size="xs"
              variant="subtle"
              color={TONES.no}
              onClick={onDelete}
              disabled={saving.isPending}
            >
              Delete the draft…
            </Button>
          )}
          {dirty && (
            <Button size="xs" variant="default" onClick={working.discard} disabled={saving.isPending}>
              Drop my changes
            </Button>
          )}
          <Button
            size="xs"
            variant={dirty ? "filled" : "default"}
            onClick={working.save}
            loading={saving.isPending}
            disabled={!maySave && !saving.isPending}
          >
            Save and check
          </Button>
          <Button size="xs" variant={dirty ? "default" : "filled"} onClick={onPublish} disabled={!mayPublish}>
            Publish…
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}

function firstFault({ faults }: Working): string {
  const [pointer, { detail }] = [...faults][0] ?? ["", { detail: "" }];
  return `Cannot be saved yet: ${pointer}${detail.startsWith("/") ? "" : " "}${detail}`;
}
