import { Page } from "../ui/Page";

export default function MyAgentsPage() {
  return <Page title="My agents">…</Page>;
}
