/** The editor of a draft: its parts, what is wrong with them, and how it stands. */
import { Badge, Stack, Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { asProblem } from "../../../api/problem";
import { LeaveGuard } from "../../../ui/LeaveGuard";
import { ProblemNote } from "../../../ui/ProblemNote";
import { useKeys } from "../../../ui/shortcuts";
import { PARTS, type Part, placeOf } from "../definition";
import type { Draft } from "../typesApi";
import { AboutPart } from "./AboutPart";
import { DeleteDialog } from "./DeleteDialog";
import { DraftConflict } from "./DraftConflict";
import { DraftFacts } from "./DraftFacts";
import styles from "./editor.module.css";
import { GoalsPart } from "./GoalsPart";
import { ProblemList } from "./ProblemList";
import { PublishDialog } from "./PublishDialog";
import { RulesPart } from "./RulesPart";
import { SaveBar } from "./SaveBar";
import { SchemaPart } from "./SchemaPart";
import { type Target, useTarget } from "./useTarget";
import { useWorking, type Working } from "./useWorking";

interface Props {
  first: Draft;
  stored: Draft | null;
  agentTypeId: string;
}

export function DraftEditor({ first, stored, agentTypeId }: Props) {
  const working = useWorking(stored, agentTypeId, first);
  const { base, problems, dirty, saving, theirs } = working;
  const [part, setPart] = usePart();
  const [goal, setGoal] = useState(0);
  const [target, moveTo] = useTarget();
  const [asking, setAsking] = useState<"publish" | "delete">();
  const close = () => setAsking(undefined);
  useKeys({ "mod+s": working.maySave ? working.save : undefined });
  const go = (pointer: string) => {
    const place = placeOf(pointer);
    setPart(place.part);
    if (place.goal !== undefined) setGoal(place.goal);
    moveTo(pointer);
  };
  const leave = (next: Part) => {
    moveTo(undefined);
    setPart(next);
  };
  return (
    <Stack gap="md" className={styles.editor}>
      <LeaveGuard dirty={dirty} />
      <DraftFacts draft={base} />
      {theirs !== undefined && <DraftConflict working={working} theirs={theirs} />}
      {saving.error && theirs === undefined && (
        <ProblemNote problem={asProblem(saving.error)} withoutFields onRetry={working.save} />
      )}
      <ProblemList problems={problems} refused={working.refused} dirty={dirty} onGo={go} />
      <Parts
        key={working.round}
        working={working}
        part={part}
        onPart={leave}
        target={target}
        goal={goal}
        onGoal={(next) => {
          moveTo(undefined);
          setGoal(next);
        }}
      />
      <SaveBar
        working={working}
        onPublish={() => setAsking("publish")}
        onDelete={() => setAsking("delete")}
      />
      <PublishDialog draft={base} opened={asking === "publish"} onClose={close} />
      <DeleteDialog draft={base} opened={asking === "delete"} onClose={close} />
    </Stack>
  );
}

/** The part that is shown stands in the address. */
function usePart(): [Part, (part: Part) => void] {
  const from = "/signed-in-only/ops/types/$agentTypeId/edit";
  const { part } = useSearch({ from });
  const navigate = useNavigate({ from: "/ops/types/$agentTypeId/edit" });
  const known = PARTS.find((one) => one.part === part)?.part ?? "about";
  return [known, (next) => void navigate({ search: { part: next }, replace: true, resetScroll: false })];
}

interface PartsProps {
  working: Working;
  part: Part;
  onPart: (part: Part) => void;
  target: Target | undefined;
  goal: number;
  onGoal: (goal: number) => void;
}

/** A part that was shown stays, so that nothing half written in it is lost. */
function Parts({ working, part, onPart, target, goal, onGoal }: PartsProps) {
  const [seen, setSeen] = useState<ReadonlySet<Part>>(new Set([part]));
  if (!seen.has(part)) setSeen(new Set([...seen, part]));
  const shown = (one: Part) => ({ working, target: one === part ? target : undefined });
  const panels: Record<Part, React.ReactNode> = {
    about: <AboutPart {...shown("about")} />,
    config: (
      <SchemaPart
        {...shown("config")}
        schema={{ pointer: "/config_schema", label: "Configuration schema" }}
        sample={{ pointer: "/sample_config", label: "Sample configuration" }}
        preview="Configuration form"
      />
    ),
    goals: <GoalsPart {...shown("goals")} chosen={goal} onChoose={onGoal} />,
    rules: <RulesPart {...shown("rules")} />,
  };
  const choose = (next: string | null) => {
    const known = PARTS.find((one) => one.part === next);
    if (known) onPart(known.part);
  };
  return (
    <Tabs value={part} onChange={choose} keepMounted keepMountedMode="display-none">
      <Tabs.List mb="md">
        {PARTS.map((one) => (
          <Tabs.Tab
            key={one.part}
            value={one.part}
            rightSection={<Count working={working} part={one.part} />}
          >
            {one.title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {PARTS.map((one) => (
        <Tabs.Panel key={one.part} value={one.part}>
          {seen.has(one.part) && panels[one.part]}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Count({ working, part }: { working: Working; part: Part }) {
  const count = working.problems.filter((one) => placeOf(one.pointer).part === part).length;
  if (count === 0) return null;
  return (
    <Badge size="sm" variant="outline" color="red" tt="none">
      {count === 1 ? "1 problem" : `${count} problems`}
    </Badge>
  );
}
