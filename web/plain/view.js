// A thread's AG-UI events as elements, one method per event.
import { batchEditor, element } from "./editor.js";

export class View {
  #log; #intend; #texts = new Map(); #calls = new Map(); #surfaces = new Map(); #runs = new Map(); #saves = new Map(); #refused = new Map();

  /** `intend(message)` sends an A2UI client message and resolves with its `accepted`. */
  constructor(log, intend) {
    [this.#log, this.#intend] = [log, intend];
  }

  show({ corr, event }) {
    this[event.type]?.(event, corr);
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  note(textContent, className = "note") {
    this.#add("p", { className, textContent });
  }

  RUN_STARTED(event, corr) {
    this.#runs.set(corr, event.metadata?.run_id);
    this.#log.ariaBusy = "true"; // a screen reader waits for the whole answer
    for (const { role, content } of event.input?.messages ?? []) if (role === "user") this.note(content, "said mine");
  }

  TEXT_MESSAGE_START(event) {
    this.#texts.set(event.messageId, this.#add("p", { className: "said" }));
  }

  TEXT_MESSAGE_CONTENT(event) {
    this.#texts.get(event.messageId)?.append(event.delta);
  }

  TOOL_CALL_START({ toolCallId, toolCallName }) {
    const parts = [element("summary", { textContent: toolCallName.replace("__", ".") }), element("pre"), element("pre")];
    this.#calls.set(toolCallId, this.#add("details", { className: "call waiting" }, parts));
  }

  TOOL_CALL_ARGS(event) {
    this.#calls.get(event.toolCallId)?.children[1].append(event.delta);
  }

  TOOL_CALL_RESULT({ toolCallId, content }, corr) {
    const answer = parsed(content);
    const refused = answer.ok === false || ["refused", "denied"].includes(answer.status);
    const box = this.#calls.get(toolCallId);
    if (box) {
      box.children[2].textContent = content;
      Object.assign(box, { className: refused ? "call refused" : "call ok", open: refused });
    }
    if (refused) this.#refuse(this.#runs.get(corr), reason(answer));
  }

  ACTIVITY_SNAPSHOT({ messageId, content }) {
    const { surfaceId, root, model } = surface(content?.a2ui_operations ?? []);
    const shown = this.#surfaces.get(messageId);
    if (!root || shown?.answered) return; // an answered form never opens again
    const answered = root.component !== "BatchEditor";
    const made = answered
      ? element("p", { className: "note", textContent: root.text ?? "" })
      : batchEditor(root, model, (context) => this.#save(surfaceId, root, context, made));
    this.#surfaces.set(messageId, Object.assign(made, { answered }));
    if (shown) shown.replaceWith(made);
    else this.#log.append(made);
  }

  RUN_FINISHED({ outcome }) {
    this.#log.ariaBusy = "false";
    if (outcome?.type === "cancelled") this.note("Cancelled.");
    for (const { message, reason } of outcome?.interrupts ?? []) this.note(`Waits for a person: ${message ?? reason}`);
  }

  RUN_ERROR({ message }) {
    this.#log.ariaBusy = "false";
    this.note(`That failed: ${message}`, "problem");
  }

  async #save(surfaceId, root, context, editor) {
    const { name } = root.action.event;
    const action = { name, surfaceId, sourceComponentId: root.id, timestamp: new Date().toISOString(), context };
    const { run_id } = await this.#intend({ version: "v0.9", action });
    this.#saves.set(run_id, editor);
    if (this.#refused.has(run_id)) editor.reopen(this.#refused.get(run_id)); // its events came before the answer
  }

  #refuse(run, why) {
    this.#refused.set(run, why);
    this.#saves.get(run)?.reopen(why);
  }

  #add(...parts) {
    const made = element(...parts);
    this.#log.append(made);
    return made;
  }
}

function surface(operations) {
  const found = { model: {} };
  for (const { createSurface, updateComponents, updateDataModel } of operations) {
    if (createSurface) found.surfaceId = createSurface.surfaceId;
    if (updateComponents) found.root = updateComponents.components.find(({ id }) => id === "root");
    if (updateDataModel) found.model = updateDataModel.value ?? {};
  }
  return found;
}

function reason({ detail, problems = [] }) {
  const points = problems.map((p) => `${p.pointer ?? ""} ${p.detail ?? ""}`.trim());
  return [detail, ...points].filter(Boolean).join("; ") || "The form was refused.";
}

function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
