/** The form of a goal: its name, its rhythm, the settings that its template asks for, and what is seldom changed. */

import { Button, Fieldset, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useMemo, useState } from "react";
import { isSame } from "../../forms/pointers";
import SchemaForm from "../../forms/SchemaForm";
import { errorsUnder, useSchemaFormState } from "../../forms/state";
import { FOCUS_AT_ONCE } from "../../ui/focusAtOnce";
import { LeaveGuard } from "../../ui/LeaveGuard";
import { ProblemNote } from "../../ui/ProblemNote";
import { useAct } from "../act";
import { newGoalId } from "../ids";
import type { Agent } from "../queries";
import { Advanced } from "./Advanced";
import { bodyFrom, configOf, type Frame, frameFrom, frameOf, settled, wrongIn } from "./draft";
import type { FormProps } from "./GoalDialog";
import { type GoalBody, goalsChanged, putGoal } from "./goals";
import { ScheduleFields } from "./ScheduleFields";

const LONGEST_TITLE = 120;

type Props = FormProps & { agent: Agent; zones: readonly string[]; yourZone: string };

export function GoalForm({ template, goal, agent, zones, yourZone, onClose, onDone, onDirty }: Props) {
  const config = configOf(agent);
  const context = useMemo(() => ({ zones, config }), [zones, config]);
  const [start] = useState<Frame>(() => (goal ? frameFrom(goal) : frameOf(template, config, yourZone)));
  const [frame, setFrame] = useState(start);
  const settings = useSchemaFormState(template.settings_schema, goal?.settings ?? {}, {
    filled: true,
    context,
  });
  const saving = useSaving(agent.agent_id, goal, onDone);
  const dirty = settings.dirty || !isSame(frame, start);
  useEffect(() => onDirty(dirty), [dirty, onDirty]);
  const errors = saving.problem?.errors ?? [];
  const wrong = wrongIn(frame);
  const errorAt = (pointer: string) =>
    wrong[pointer] ?? errors.find((one) => one.pointer === pointer)?.detail;
  const change = (changes: Partial<Frame>) => setFrame((before) => settled({ ...before, ...changes }));
  const canSave = settings.valid && Object.keys(wrong).length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSave) saving.run(bodyFrom(template, frame, settings.value));
  };
  const shared = { frame, change, errorAt };
  return (
    <form onSubmit={submit} noValidate>
      <LeaveGuard
        dirty={dirty && !saving.busy}
        pageOf={(search) => ("agent" in search ? search.agent : null)}
      />
      <Stack gap="md">
        <Text size="sm">{template.description}</Text>
        <TextInput
          size="xs"
          label="Title"
          value={frame.title}
          maxLength={LONGEST_TITLE}
          onChange={({ currentTarget }) => change({ title: currentTarget.value })}
          error={errorAt("/title")}
          {...FOCUS_AT_ONCE}
        />
        <ScheduleFields {...shared} frequencies={template.frequencies} zones={zones} />
        <Fieldset legend="Settings">
          <SchemaForm
            schema={template.settings_schema}
            value={settings.value}
            onChange={settings.onChange}
            serverErrors={errorsUnder(errors, "/settings")}
            idPrefix="goal"
            context={context}
          />
        </Fieldset>
        {frame.frequency !== "on_demand" && <Advanced {...shared} />}
        {saving.problem && <ProblemNote problem={saving.problem} withoutFields />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={saving.busy} disabled={!canSave}>
            {goal ? "Save the goal" : "Add the goal"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A new one has its id from here on, so that a second try after no answer is the same goal. */
function useSaving(agentId: string, goal: FormProps["goal"], onDone: () => void) {
  const [goalId] = useState(() => goal?.goal_id ?? newGoalId());
  const send = async (body: GoalBody) => {
    try {
      return await putGoal(agentId, goalId, body, goal?.revision);
    } catch (thrown) {
      await goalsChanged();
      throw thrown;
    }
  };
  return useAct(send, async () => {
    onDone();
    await goalsChanged();
  });
}
