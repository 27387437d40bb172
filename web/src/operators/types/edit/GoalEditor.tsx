/** One goal template: what it is called and makes, and the form of its settings. */
import { Box, Stack } from "@mantine/core";
import { useMemo } from "react";
import { isRecord, valueAt } from "../../../forms/pointers";
import { errorsUnder } from "../../../forms/state";
import { GOAL } from "../contractForms";
import { FormPart } from "./FormPart";
import { SchemaPart } from "./SchemaPart";
import { type Target, targetIn } from "./useTarget";
import type { Working } from "./useWorking";

const NAMES = Object.keys(GOAL.properties);
const OWN_EDITORS = /^\/goal_templates\/\d+\/(settings_schema|sample_settings)(\/|$)/;

export function GoalEditor({
  working,
  target,
  at,
}: {
  working: Working;
  target: Target | undefined;
  at: number;
}) {
  const { doc, problems, put, fault } = working;
  const part = `/goal_templates/${at}`;
  const goal = valueAt(doc, ["goal_templates", at]);
  const value = isRecord(goal) ? Object.fromEntries(NAMES.map((name) => [name, goal[name]])) : {};
  const mine = useMemo(() => problems.filter((one) => !OWN_EDITORS.test(one.pointer)), [problems]);
  const isMine = target && !OWN_EDITORS.test(target.pointer);
  return (
    <Stack gap="md">
      <Box maw={720}>
        <FormPart
          schema={GOAL}
          value={value}
          prefix={`goal-${at}`}
          problems={errorsUnder(mine, part)}
          target={isMine ? targetIn(target, part) : undefined}
          onChange={(next) => isRecord(next) && put(part, { ...(isRecord(goal) ? goal : {}), ...next })}
          onFault={(said) => fault(part, said)}
        />
      </Box>
      <SchemaPart
        working={working}
        target={target}
        schema={{ pointer: `${part}/settings_schema`, label: "Settings schema" }}
        sample={{ pointer: `${part}/sample_settings`, label: "Sample settings" }}
        preview="Settings form"
        config={doc.sample_config}
      />
    </Stack>
  );
}
