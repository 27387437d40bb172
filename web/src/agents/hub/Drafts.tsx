/** The tab of what the agent drafted. */
import { lazy, Suspense } from "react";
import { Skeletons } from "../../ui/Skeletons";
import { useHub } from "./context";

const DraftsPanel = lazy(() => import("../deliverables/DraftsPanel"));

export default function Drafts() {
  const { selected } = useHub();
  return (
    <Suspense fallback={<Skeletons />}>
      <DraftsPanel key={selected.agent_id} agentId={selected.agent_id} />
    </Suspense>
  );
}
