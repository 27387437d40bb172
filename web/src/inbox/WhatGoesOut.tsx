/** Before a yes for good: the exact bytes, or what my changes make of them. */
import { Stack, Text } from "@mantine/core";
import { Changes } from "../ui/diff/Changes";
import { ExactText } from "../ui/ExactText";
import type { ApprovalInFull } from "./approval";
import type { Edit } from "./edits";

export function WhatGoesOut({ approval, edit }: { approval: ApprovalInFull; edit?: Edit }) {
  if (!edit?.changed)
    return <ExactText exact={approval.exact} target={approval.target} label="What goes out" />;
  return (
    <Stack gap="xs">
      <Text size="sm">
        You approve it with these changes. The bytes are made anew from them, and checked.
      </Text>
      <Changes changes={edit.changes} />
    </Stack>
  );
}
