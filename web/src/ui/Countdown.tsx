/** How much time is left, and that it is over; by the second in the last hour. */
import { Text } from "@mantine/core";
import { lasting, useNow } from "./now";

const HOUR = 3_600_000;
const SOON = 300_000;

interface Props {
  /** UTC, ISO 8601. */
  until: string;
  over?: string;
}

export function Countdown({ until, over = "Time is over" }: Props) {
  const end = Date.parse(until);
  const now = useNow(end - Date.now() < HOUR ? 1_000 : 30_000);
  const left = end - now;
  const soon = left < SOON;
  return (
    <Text span inherit role="timer" fw={soon ? 650 : undefined}>
      {left > 0 ? `${lasting(left)} left` : over}
    </Text>
  );
}

/** Whether a moment has come, told when it comes. */
export function useIsPast(until: string): boolean {
  const end = Date.parse(until);
  return useNow(end - Date.now() < HOUR ? 1_000 : 30_000) >= end;
}
