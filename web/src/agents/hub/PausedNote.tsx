/** Who paused the agent, and why; where an operator did, only an operator lets it go on. */
import { useQuery } from "@tanstack/react-query";
import { Note } from "../../ui/Note";
import { agentQuery } from "../queries";
import { useHub } from "./context";

const OPERATOR = "operator"; // as the API names whoever is no customer

export function PausedNote() {
  const { selected } = useHub();
  const isPaused = selected.status === "paused" && selected.finalized_at !== null;
  const { data: agent } = useQuery({ ...agentQuery(selected.agent_id), enabled: isPaused });
  if (!isPaused || agent?.status !== "paused") return null;
  const why = agent.paused_reason ? `Because: “${agent.paused_reason}”` : "No reason was given";
  if (agent.paused_by !== OPERATOR) {
    return agent.paused_reason ? <Note title="You paused it">{why}</Note> : null;
  }
  return <Note title="Paused by an operator">{why}. Only an operator can let it go on.</Note>;
}
