export default function DraftsPanel({ agentId }: { agentId: string }) {
  return <>{agentId}</>;
}
