/** What still keeps a form from being saved, each a way to its field. */
import { Anchor, List, Stack, Text } from "@mantine/core";
import type { Finding } from "./check";
import { focusField } from "./focus";
import { type FormModel, nodeAlong } from "./model";
import { pathOf } from "./pointers";
import { idOf } from "./scope";

interface Props {
  form: FormModel;
  prefix: string;
  findings: readonly Finding[];
}

export function Summary({ form, prefix, findings }: Props) {
  if (findings.length === 0) return null;
  const count = findings.length === 1 ? "One field needs you:" : `${findings.length} fields need you:`;
  return (
    <Stack
      gap={2}
      id={summaryId(prefix)}
      tabIndex={-1}
      role="group"
      aria-label="What is still to do in this form"
    >
      <Text size="xs" fw={600}>
        {count}
      </Text>
      <List size="xs" listStyleType="disc">
        {findings.map(({ pointer, detail }) => (
          <List.Item key={`${pointer} ${detail}`}>
            <Anchor
              component="button"
              type="button"
              size="xs"
              ta="left"
              onClick={() => focusField(idOf(prefix, pointer))}
            >
              {nameAt(form, pointer)}
            </Anchor>
            {`: ${detail.charAt(0).toLowerCase()}${detail.slice(1)}`}
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

export function summaryId(prefix: string): string {
  return `${prefix}-summary`;
}

/** "Offerings, 2" where a field is one of a list. */
function nameAt(form: FormModel, pointer: string): string {
  const path = pathOf(pointer);
  const names = path.map((step, at) => {
    const { node, rest } = nodeAlong(form.root, path.slice(0, at + 1));
    if (/^\d+$/.test(step)) return String(Number(step) + 1);
    return rest.length > 0 ? step : node.title;
  });
  return names.filter(Boolean).join(", ") || "This form";
}
