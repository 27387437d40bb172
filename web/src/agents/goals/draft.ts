/** A goal as it is being written, before it is sent. Pure. */
import { isRecord } from "../../forms/pointers";
import type { Agent, Goal } from "../queries";
import type { Template } from "./GoalsPanel";
import { bodyOf, type GoalBody } from "./goals";

/** All but the settings, which their own form holds. */
export type Frame = Omit<GoalBody, "settings" | "goal_template_id" | "frequency" | "timezone"> &
  Pick<Goal, "frequency" | "timezone">;

export function frameOf(template: Template, config: Record<string, unknown>, yourZone: string): Frame {
  return {
    title: template.title,
    frequency: template.default_frequency,
    schedule: { time: "09:00", weekday: "MON", day: 1 },
    timezone: typeof config.timezone === "string" && config.timezone ? config.timezone : yourZone,
    misfire: { rule: "run_once", most: 1 },
    overlap: "skip",
    status: "active",
  };
}

export function frameFrom(goal: Goal): Frame {
  const { settings: _settings, goal_template_id: _template, ...frame } = bodyOf(goal);
  return { ...frame, frequency: goal.frequency, timezone: goal.timezone };
}

/** What is in force; what is being drafted, before anything is. */
export function configOf({ config, config_draft }: Agent): Record<string, unknown> {
  return Object.keys(config).length > 0 ? config : config_draft;
}

export function bodyFrom(template: Template, frame: Frame, settings: unknown): GoalBody {
  return {
    ...frame,
    goal_template_id: template.goal_template_id,
    settings: isRecord(settings) ? settings : {},
  };
}

/** Runs for several missed times begin together. */
export function needsOverlap({ misfire }: Pick<Frame, "misfire">): boolean {
  return misfire.rule === "backfill" && misfire.most > 1;
}

export function settled(frame: Frame): Frame {
  return needsOverlap(frame) ? { ...frame, overlap: "allow" } : frame;
}

const LOCAL_TIME = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;

/** What is wrong with it, by pointer, as the server names its places. */
export function wrongIn({ title, frequency, schedule, misfire }: Frame): Record<string, string> {
  const isScheduled = frequency !== "on_demand";
  const { day } = schedule;
  const most = misfire.most;
  const wrong = {
    "/title": title.trim() === "" && "Needed",
    "/schedule/time": isScheduled && !LOCAL_TIME.test(schedule.time) && "Must be a time, such as 09:00",
    "/schedule/day": frequency === "monthly" && !within(day, 1, 31) && "Must be a day from 1 to 31",
    "/misfire/most": misfire.rule === "backfill" && !within(most, 1, MOST_BACKFILL) && "Must be from 1 to 10",
  };
  return Object.fromEntries(Object.entries(wrong).filter((one): one is [string, string] => one[1] !== false));
}

export const MOST_BACKFILL = 10;

function within(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
