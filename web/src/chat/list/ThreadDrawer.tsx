/** My conversations where the window is too narrow to have them beside the one that is read. */
import { Drawer } from "@mantine/core";
import { ThreadList } from "./ThreadList";

interface Props {
  thread: string;
  mayTalk: boolean;
  onClose: () => void;
}

export default function ThreadDrawer({ thread, mayTalk, onClose }: Props) {
  return (
    <Drawer
      opened
      onClose={onClose}
      title="Conversations"
      size="18rem"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <ThreadList thread={thread} mayTalk={mayTalk} onGone={onClose} />
    </Drawer>
  );
}
