import { Page } from "../../ui/Page";

export default function GroupPage() {
  return <Page title="Drafts">…</Page>;
}
