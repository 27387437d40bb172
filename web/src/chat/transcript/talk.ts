/** Events as the server writes them, for tests: a short way to say what happened in a thread. */
import type { Numbered } from "./fold";

type Event = Numbered["event"];

/** Numbers events from 1, all of one run unless they say otherwise. */
export function numbered(events: readonly (Event & { corr?: string })[], from = 1): Numbered[] {
  return events.map(({ corr = "cor_1", ...event }, at) => ({ seq: from + at, corr, event }));
}

export function started(run = "run_1", leg = 1, message = "Hello"): Event {
  const messages = leg === 1 ? [{ id: `msg_${run}`, role: "user", content: message }] : [];
  return {
    type: "RUN_STARTED",
    threadId: "thr_1",
    runId: `${run}.${leg}`,
    ...(leg > 1 && { parentRunId: `${run}.${leg - 1}` }),
    input: { messages },
    metadata: { run_id: run },
  };
}

export function said(...deltas: string[]): Event[] {
  return [
    { type: "TEXT_MESSAGE_START", messageId: "run_1.1.1.text0", role: "assistant" },
    ...deltas.map((delta) => ({ type: "TEXT_MESSAGE_CONTENT", messageId: "run_1.1.1.text0", delta })),
    { type: "TEXT_MESSAGE_END", messageId: "run_1.1.1.text0" },
  ];
}

export const CALL = "run_1.1.2.0:call_a";

export function called(args = '{"kg": 82.5}', callId = CALL, tool = "weights__create"): Event[] {
  return [
    { type: "TOOL_CALL_START", toolCallId: callId, toolCallName: tool },
    { type: "TOOL_CALL_ARGS", toolCallId: callId, delta: args.slice(0, 4) },
    { type: "TOOL_CALL_ARGS", toolCallId: callId, delta: args.slice(4) },
    { type: "TOOL_CALL_END", toolCallId: callId },
  ];
}

export function gave(answer: unknown, callId = CALL): Event {
  const content = typeof answer === "string" ? answer : JSON.stringify(answer);
  return { type: "TOOL_CALL_RESULT", messageId: `msg_${callId}`, toolCallId: callId, content, role: "tool" };
}

export function finished(outcome: unknown = { type: "success" }, more: object = {}): Event {
  return {
    type: "RUN_FINISHED",
    threadId: "thr_1",
    runId: "run_1.1",
    outcome,
    metadata: { run_id: "run_1" },
    ...more,
  };
}

export function asks(callId = CALL, kind = "tool_call", approvalId = "apr_1"): unknown {
  const metadata = { digest: "d", effect: "write", kind, tool: "weights.create" };
  return {
    type: "interrupt",
    interrupts: [
      {
        id: approvalId,
        reason: "tool_call",
        message: "Coach wants to write",
        toolCallId: callId,
        expiresAt: "2026-12-02T00:00:00Z",
        metadata,
      },
    ],
  };
}

export function surface(title: string, messageId = "a2ui-surface-s1"): Event {
  const content = { a2ui_operations: [{ version: "v0.9", title }] };
  return { type: "ACTIVITY_SNAPSHOT", messageId, activityType: "a2ui-surface", content, replace: true };
}
