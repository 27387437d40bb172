import { Page } from "../../ui/Page";

export default function DeliverablePage() {
  return <Page title="Draft">…</Page>;
}
