/** Adds a goal of a template, or edits one. */
import { Modal } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem } from "../../api/problem";
import { AskDialog } from "../../ui/AskDialog";
import { ProblemNote } from "../../ui/ProblemNote";
import { Skeletons } from "../../ui/Skeletons";
import { useHub } from "../hub/context";
import { agentQuery, type Goal, zonesQuery } from "../queries";
import { GoalForm } from "./GoalForm";
import type { Template } from "./GoalsPanel";

interface Props {
  template: Template;
  /** The one that is edited; none for a new one. */
  goal?: Goal;
  onClose: () => void;
}

export function GoalDialog({ template, goal, onClose }: Props) {
  const [dirty, setDirty] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const close = () => (dirty ? setLeaving(true) : onClose());
  return (
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={!dirty}
      size="lg"
      title={goal ? `Edit “${goal.title}”` : `Add: ${template.title}`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <WithWhatItNeeds template={template} goal={goal} onClose={close} onDone={onClose} onDirty={setDirty} />
      <AskDialog
        opened={leaving}
        onClose={() => setLeaving(false)}
        title="Close without saving?"
        action="Close, and lose it"
        back="Go on writing"
        onAct={onClose}
      >
        What you wrote here is not saved yet.
      </AskDialog>
    </Modal>
  );
}

export interface FormProps {
  template: Template;
  goal: Goal | undefined;
  onClose: () => void;
  onDone: () => void;
  onDirty: (dirty: boolean) => void;
}

function WithWhatItNeeds(props: FormProps) {
  const { selected } = useHub();
  const [agent, zones] = useQueries({ queries: [agentQuery(selected.agent_id), zonesQuery] });
  const failed = [agent, zones].find((one) => one.error && one.data === undefined);
  if (failed?.error)
    return <ProblemNote problem={asProblem(failed.error)} onRetry={() => void failed.refetch()} />;
  if (!agent.data || !zones.data) return <Skeletons />;
  return <GoalForm {...props} agent={agent.data} zones={zones.data.items} yourZone={zones.data.yours} />;
}
