/** `/agents` itself: on to what the selected agent needs first. */
import { Navigate } from "@tanstack/react-router";
import { useHub } from "./context";

export default function Start() {
  const { selected } = useHub();
  const to = selected.can_configure && !selected.configured ? "/agents/configure" : "/agents/goals";
  return <Navigate to={to} search={{ agent: selected.agent_id }} replace />;
}
