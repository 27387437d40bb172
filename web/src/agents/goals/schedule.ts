/** When a goal runs, in words. Pure. */
import type { Goal } from "../queries";

export type Frequency = Goal["frequency"];
export type Schedule = Goal["schedule"];

export const FREQUENCIES: Readonly<Record<Frequency, string>> = {
  daily: "Every day",
  weekly: "Every week",
  monthly: "Every month",
  on_demand: "Only when I run it",
};

export const WEEKDAYS: Readonly<Record<Schedule["weekday"], string>> = {
  MON: "Monday",
  TUE: "Tuesday",
  WED: "Wednesday",
  THU: "Thursday",
  FRI: "Friday",
  SAT: "Saturday",
  SUN: "Sunday",
};

const SHORTEST_MONTH = 28;

/** “Every Monday at 09:00, Europe/Berlin time”. */
export function scheduleWords(goal: Pick<Goal, "frequency" | "schedule" | "timezone">): string {
  const { time, weekday, day } = goal.schedule;
  const at = `at ${time}, ${goal.timezone} time`;
  switch (goal.frequency) {
    case "daily":
      return `Every day ${at}`;
    case "weekly":
      return `Every ${WEEKDAYS[weekday]} ${at}`;
    case "monthly":
      return `On day ${day} of each month ${at}${day > SHORTEST_MONTH ? "; on the last day of a shorter one" : ""}`;
    default:
      return "Only when you run it";
  }
}

export const MISFIRES: Readonly<Record<Goal["misfire"]["rule"], string>> = {
  skip: "Leave out what was missed",
  run_once: "Make up for the newest one only",
  backfill: "Make up for several",
};

export const OVERLAPS: Readonly<Record<Goal["overlap"], string>> = {
  skip: "Do not begin while the last run is at work",
  allow: "Begin anyway",
};
