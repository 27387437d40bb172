import { expect, it } from "vitest";
import { aGoal } from "../testing";
import { type Frequency, scheduleWords } from "./schedule";

const words = (frequency: Frequency, schedule: Partial<ReturnType<typeof aGoal>["schedule"]> = {}) =>
  scheduleWords(aGoal({ frequency, schedule: { time: "09:00", weekday: "TUE", day: 15, ...schedule } }));

it("a schedule is told by its rhythm, hour and zone", () => {
  expect(words("daily")).toBe("Every day at 09:00, Asia/Kolkata time");
  expect(words("weekly")).toBe("Every Tuesday at 09:00, Asia/Kolkata time");
  expect(words("monthly")).toBe("On day 15 of each month at 09:00, Asia/Kolkata time");
  expect(words("on_demand")).toBe("Only when you run it");
});

it("a day that not every month has falls on the last one", () => {
  expect(words("monthly", { day: 28 })).not.toContain("shorter");
  expect(words("monthly", { day: 29 })).toContain("on the last day of a shorter one");
});
