/** What I changed, or what was changed before the yes; and what of mine was never sent. */
import { Button, CopyButton, Group, Stack, Text } from "@mantine/core";
import { useMe } from "../session/me";
import { Changes } from "../ui/diff/Changes";
import type { Change } from "../ui/diff/differences";
import { Note } from "../ui/Note";
import type { ApprovalInFull } from "./approval";
import { type Edit, forgetEdit } from "./edits";
import { Part } from "./Part";
import { personOf } from "./words";

export function Changed({ approval, edit }: { approval: ApprovalInFull; edit: Edit }) {
  if (approval.may_decide)
    return edit.changed ? <Mine approval={approval} edit={edit} /> : <Theirs approval={approval} />;
  return (
    <>
      {edit.changed && <Unsent approval={approval} edit={edit} />}
      <Theirs approval={approval} />
    </>
  );
}

function Mine({ approval, edit }: { approval: ApprovalInFull; edit: Edit }) {
  return (
    <Part title="Your changes">
      {edit.outdated && (
        <Note title="What stands there changed meanwhile" role="alert">
          Somebody edited it while you did. Your values are kept; this is how they differ from what stands
          there now.
        </Note>
      )}
      <Changes changes={edit.changes} />
      <Group>
        <Button size="xs" variant="default" onClick={() => forgetEdit(approval.approval_id)}>
          Reset all
        </Button>
      </Group>
    </Part>
  );
}

function Unsent({ approval, edit }: { approval: ApprovalInFull; edit: Edit }) {
  return (
    <Note title="Your changes were not sent">
      <Stack gap="xs">
        <Text size="sm">It ended before you decided. This is what you had changed:</Text>
        <Changes changes={edit.changes} />
        <Group gap="xs">
          <CopyButton value={JSON.stringify(edit.values, null, 2)}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" onClick={copy}>
                {copied ? "Copied" : "Copy my values"}
              </Button>
            )}
          </CopyButton>
          <Button size="xs" variant="default" onClick={() => forgetEdit(approval.approval_id)}>
            Put away
          </Button>
        </Group>
      </Stack>
    </Note>
  );
}

function Theirs({ approval }: { approval: ApprovalInFull }) {
  const me = useMe()?.user_id ?? "";
  const changes = changesOf(approval.edit.diff);
  if (changes.length === 0) return null;
  const by =
    typeof approval.edit.by === "string" ? personOf(approval.edit.by, approval.names, me) : "somebody";
  return (
    <Part title={`Changed by ${by}`}>
      <Changes changes={changes} />
    </Part>
  );
}

/** The API's own words for an edit have `from` and `value` where versions have `before` and `after`. */
function changesOf(diff: unknown): Change[] {
  if (!Array.isArray(diff)) return [];
  return diff.map(({ op, path, from, value }) => ({ op, path, before: from, after: value, words: null }));
}
