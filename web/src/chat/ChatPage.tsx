/** The chat: my conversations beside the one that I am in. */
import { Box } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { useRoles } from "../session/me";
import styles from "./chat.module.css";
import { ThreadList } from "./list/ThreadList";
import { NewThread } from "./NewThread";
import { OneThread } from "./OneThread";

export default function ChatPage() {
  const { threadId = "" } = useParams({ strict: false });
  const mayTalk = useRoles().has("customer");
  return (
    <div className={styles.frame}>
      <Box visibleFrom="md" className={styles.side}>
        <ThreadList thread={threadId} mayTalk={mayTalk} />
      </Box>
      <div className={styles.main}>
        {threadId ? (
          <OneThread key={threadId} thread={threadId} mayTalk={mayTalk} />
        ) : (
          <NewThread mayTalk={mayTalk} />
        )}
      </div>
    </div>
  );
}
