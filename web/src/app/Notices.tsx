/** Where short messages appear; what draws them comes with the first one. */
import { useNotifications } from "@mantine/notifications";
import { lazy, Suspense, useState } from "react";

const Drawn = lazy(() => import("./NoticesDrawn"));

export function Notices() {
  const { notifications } = useNotifications();
  const [wanted, setWanted] = useState(false);
  if (notifications.length > 0 && !wanted) setWanted(true); // and it stays: it counts down, and moves them away
  return (
    wanted && (
      <Suspense>
        <Drawn />
      </Suspense>
    )
  );
}
