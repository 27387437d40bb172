/** A stop of audit mode: open, it asks; answered, it is one line. */
import { Text } from "@mantine/core";
import { lazy, Suspense } from "react";
import { AnchorLink } from "../../ui/AnchorLink";
import { Skeletons } from "../../ui/Skeletons";
import type { GateEntry } from "../transcript/entries";

const ApprovalCard = lazy(() => import("../approval/ApprovalCard"));

const REVIEWED: Readonly<Record<string, string>> = {
  context: "What the model reads was reviewed.",
  final: "The answer was reviewed.",
};

export function GateRow({ entry }: { entry: GateEntry }) {
  const { interrupt, isOpen } = entry;
  if (isOpen)
    return (
      <Suspense fallback={<Skeletons lines={3} />}>
        <ApprovalCard interrupt={interrupt} />
      </Suspense>
    );
  return (
    <Text size="xs" c="dimmed" component="p" m={0}>
      {REVIEWED[interrupt.kind] ?? "It was decided."}{" "}
      <AnchorLink
        to="/inbox/$approvalId"
        params={{ approvalId: interrupt.approvalId }}
        size="xs"
        underline="always"
      >
        How it was decided
      </AnchorLink>
    </Text>
  );
}
