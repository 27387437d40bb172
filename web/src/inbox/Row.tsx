/** One approval in the list. */
import { Badge, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Approval, goesOutside, isRehearsal } from "./approval";
import { rowId } from "./focus";
import styles from "./inbox.module.css";
import { kindOf } from "./words";

export function Row({
  approval,
  shown,
  children,
}: {
  approval: Approval;
  shown: boolean;
  children: ReactNode;
}) {
  return (
    <Link
      to="/inbox/$approvalId"
      params={{ approvalId: approval.approval_id }}
      search
      id={rowId(approval.approval_id)}
      className={styles.row}
      data-risk={riskOf(approval)}
      aria-current={shown}
    >
      <Text size="sm" fw={600} lineClamp={2}>
        {approval.title}
      </Text>
      <Group gap={6} mt={2}>
        <Badge size="xs" variant="outline" color="gray" tt="none">
          {isRehearsal(approval) ? "Rehearsal" : kindOf(approval)}
        </Badge>
        {approval.risk === "high" && (
          <Badge size="xs" variant="filled" color="red.9" tt="none">
            High risk
          </Badge>
        )}
        <Text size="xs" c="dimmed" component="div">
          {children}
        </Text>
      </Group>
    </Link>
  );
}

function riskOf(approval: Approval): string {
  if (isRehearsal(approval)) return "none";
  if (approval.risk === "high") return "high";
  return goesOutside(approval) ? "external" : "none";
}
