/** Short messages in their corner, a few at a time. */
import "@mantine/notifications/styles.css";
import { Notifications } from "@mantine/notifications";

export default function NoticesDrawn() {
  return <Notifications position="top-right" limit={4} />;
}
