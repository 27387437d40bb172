/** Members of an event, read as what they should be: what came over the wire is not believed to be well formed. */
import type { CallAnswer, Interrupt, Usage } from "./entries";

type Bag = Readonly<Record<string, unknown>>;

export function bag(value: unknown): Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

export function text(from: Bag, name: string): string {
  const value = from[name];
  return typeof value === "string" ? value : "";
}

export function list(from: Bag, name: string): readonly unknown[] {
  const value = from[name];
  return Array.isArray(value) ? value : [];
}

function count(from: Bag, name: string): number {
  const value = from[name];
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

/** Our run's id: legs, messages and calls begin with it, `<run id>.<leg>.…`. Empty where the event does not tell. */
export function runIdOf(event: Bag): string {
  const named = [text(event, "runId"), text(event, "messageId"), text(event, "toolCallId")];
  const leg = named.find((id) => id.startsWith("run_")) ?? "";
  return text(bag(event.metadata), "run_id") || (leg.split(".")[0] ?? "");
}

export function saidIn(event: Bag): { id: string; text: string }[] {
  return list(bag(event.input), "messages")
    .map(bag)
    .filter((message) => message.role === "user")
    .map((message) => ({ id: text(message, "id"), text: text(message, "content") }));
}

export function interruptsIn(event: Bag): Interrupt[] {
  return list(bag(event.outcome), "interrupts")
    .map(bag)
    .map((said) => {
      const metadata = bag(said.metadata);
      return {
        approvalId: text(said, "id"),
        message: text(said, "message"),
        callId: text(said, "toolCallId"),
        kind: text(metadata, "kind"),
        effect: text(metadata, "effect"),
        tool: text(metadata, "tool"),
        expiresAt: text(said, "expiresAt"),
      };
    });
}

export function usageIn(event: Bag): Usage[] {
  return list(event, "usage")
    .map(bag)
    .map((counted) => ({
      provider: text(counted, "provider"),
      model: text(counted, "model"),
      inputTokens: count(counted, "inputTokens"),
      outputTokens: count(counted, "outputTokens"),
      cachedInputTokens: count(counted, "cachedInputTokens"),
      costMicroUsd: count(counted, "costMicroUsd"),
    }));
}

/** The executor's answer. What is no JSON object is a result of its own. */
export function answerIn(content: string): CallAnswer {
  const said = bag(parsed(content));
  const status = text(said, "status") || (said.ok === false ? "refused" : "ok");
  return { ...said, status, ...("status" in said ? {} : { result: parsed(content) }) };
}

export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
