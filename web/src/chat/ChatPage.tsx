import { Page } from "../ui/Page";

export default function ChatPage() {
  return <Page title="Chat">…</Page>;
}
