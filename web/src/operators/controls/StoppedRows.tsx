/** Each stopped agent and tool, why, and the way to lift it. */
import { AgentLink } from "../links";
import { type Column, Rows } from "../Rows";
import { LiftButton } from "./LiftButton";
import { reasonOf, type StoredSwitches, type Target } from "./switches";

type Named = Exclude<Target, { kind: "tenant" }>;

export function StoppedRows({ switches }: { switches: StoredSwitches }) {
  const rows: Named[] = [
    ...Object.keys(switches.agents).map((id) => ({ kind: "agent", id }) as const),
    ...Object.keys(switches.tools).map((id) => ({ kind: "tool", id }) as const),
  ];
  if (rows.length === 0) return null;
  const columns: [Column<Named>, ...Column<Named>[]] = [
    { label: "Stopped", cell: (one) => <Name of={one} /> },
    { label: "Because", cell: (one) => reasonOf(switches, one) },
    {
      label: "Lift",
      cell: (one) => <LiftButton seen={switches} target={one} />,
    },
  ];
  return (
    <Rows label="Stopped agents and tools" columns={columns} rows={rows} idOf={(one) => one.kind + one.id} />
  );
}

function Name({ of }: { of: Named }) {
  if (of.kind === "tool") return <>Tool {of.id}</>;
  return (
    <>
      Agent <AgentLink id={of.id} />
    </>
  );
}
