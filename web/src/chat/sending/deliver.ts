/** How a message gets to the agent: over the socket, or by REST where it is too long for one of its frames. */
import { api, read } from "../../api/client";
import { asProblem } from "../../api/problem";
import { line } from "../../socket";
import { pauseAfter } from "../../socket/backoff";
import { bytesOf } from "./size";

const ONE_FRAME = 24 * 1024; // API Gateway closes a socket on a frame over 32 KB, and a browser sends no smaller ones

export interface Outgoing {
  /** Of the request: sent again under it, it is the same message. */
  id: string;
  /** Empty for one that begins a thread. */
  thread: string;
  text: string;
  agentId: string;
  audit: boolean;
}

export interface Taken {
  thread: string;
  runId: string;
}

/** Waits for the line as long as it takes. Raises Problem where the server says no. */
export function deliver(message: Outgoing): Promise<Taken> {
  return bytesOf(message.text) > ONE_FRAME ? byRest(message) : bySocket(message);
}

async function bySocket({ id, thread, text, agentId, audit }: Outgoing): Promise<Taken> {
  const begins = thread ? {} : { ...(agentId && { agent_id: agentId }), ...(audit && { audit }) };
  const said = await line.request("run", { message: text, ...begins }, thread, { id });
  if (said.kind !== "accepted") throw asProblem(new Error(`the server answered with ${said.kind}`));
  return { thread: said.thread, runId: said.run_id };
}

async function byRest(message: Outgoing): Promise<Taken> {
  for (let failures = 0; ; failures++) {
    try {
      return await byRestOnce(message);
    } catch (thrown) {
      if (!isPassing(asProblem(thrown).status)) throw thrown;
      await new Promise((after) => setTimeout(after, pauseAfter(failures)));
    }
  }
}

async function byRestOnce({ id, thread, text, agentId, audit }: Outgoing): Promise<Taken> {
  const inThread = thread || (audit ? await threadInAuditMode(id, agentId) : "");
  const body = { id, message: text, thread_id: inThread, agent_id: inThread ? "" : agentId };
  const run = await read(api.POST("/api/v1/runs", { body }));
  return { thread: run.thread_id, runId: run.run_id };
}

async function threadInAuditMode(id: string, agent_id: string): Promise<string> {
  const header = { "Idempotency-Key": `${id}-thread` };
  const { thread_id } = await read(
    api.POST("/api/v1/threads", { params: { header }, body: { agent_id, title: "" } }),
  );
  const gates: ("context" | "tools" | "final")[] = ["context", "tools", "final"];
  await read(api.POST("/coach_audit", { body: { thread_id, on: true, gates, ask_reads: false } }));
  return thread_id;
}

function isPassing(status: number): boolean {
  return status === 0 || status >= 500;
}
