/** A surface from its operations: whatever in it cannot be shown is replaced by words, and reported. */
import { CATALOGUE_ID, known, UNSUPPORTED } from "./catalogue";
import { type Model, messagesIn, type Operation, type Processor, processor, said } from "./packages";
import type { ActionMessage, SurfaceError } from "./types";

type Action = ActionMessage["action"];
type Fields = Record<string, unknown>;
const ID = /^[A-Za-z0-9_-]{1,64}$/;

export interface Heard {
  onAction: (action: Action) => void;
  onError: (error: SurfaceError) => void;
}

export class Opened {
  readonly #processor: Processor;
  readonly #heard: Heard;
  #taken: string[] = [];
  #model: Model | undefined;
  /** Why nothing of it can be shown; empty if it can. */
  readonly problem: string;

  constructor(operations: readonly unknown[], heard: Heard) {
    this.#heard = heard;
    this.#processor = processor(known, (action) => heard.onAction(action));
    this.#processor.onSurfaceCreated((surface) => {
      this.#model = surface;
      surface.onError.subscribe((error: SurfaceError) => heard.onError(error));
    });
    this.problem = this.#tried(operations);
  }

  get model(): Model | undefined {
    return this.#model;
  }

  /** Takes what is new of them; false where they tell another story than those before, which is another surface. */
  takes(operations: readonly unknown[]): boolean {
    const all = operations.map((operation) => JSON.stringify(operation));
    if (this.problem || this.#taken.some((before, at) => before !== all[at])) return sameAs(all, this.#taken);
    const more = operations.slice(this.#taken.length);
    return more.length === 0 || this.#tried(more) === "";
  }

  #tried(operations: readonly unknown[]): string {
    this.#taken.push(...operations.map((operation) => JSON.stringify(operation)));
    try {
      this.#processor.processMessages(messagesIn(operations).map((message) => this.#showable(message)));
      if (!this.#model?.componentsModel.get("root")) throw new Error("It has no component `root`.");
      this.#fillGaps(this.#model);
      return "";
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      this.#report("INVALID_SURFACE", message);
      return message;
    }
  }

  #showable(message: Operation): Operation {
    if (!("updateComponents" in message)) return message;
    const { surfaceId, components } = message.updateComponents;
    const shown = components.map((each) => this.#orWords(each));
    return { ...message, updateComponents: { surfaceId, components: shown } };
  }

  #orWords(each: Fields & { component: string; id?: string }) {
    const { id = "", component, ...properties } = each;
    const wrong = wrongWith(id, component, properties);
    if (!wrong) return each;
    this.#report("VALIDATION_FAILED", `${id || "?"} (${component}): ${wrong}`);
    return { id, component: UNSUPPORTED, what: component };
  }

  /** A child that nobody has sent would be "loading" for ever. */
  #fillGaps({ id: surfaceId, componentsModel }: Model): void {
    const ids = [...componentsModel.entries].flatMap(([, model]) => childrenOf(model.properties));
    const missing = ids.filter((id) => !componentsModel.get(id));
    if (missing.length === 0) return;
    this.#report("UNRESOLVED_CHILD_REFERENCE", `No component is called ${missing.join(", ")}.`);
    const components = missing.map((id) => ({ id, component: UNSUPPORTED, what: id }));
    this.#processor.processMessages([{ version: "v0.9", updateComponents: { surfaceId, components } }]);
  }

  #report(code: string, message: string): void {
    this.#heard.onError({ code, surfaceId: this.#model?.id ?? "", message });
  }
}

function wrongWith(id: string, component: string, properties: Fields): string {
  if (!ID.test(id)) return "its id is not one of ours";
  const schema = component === UNSUPPORTED ? undefined : known.components.get(component)?.schema;
  if (!schema) return `${CATALOGUE_ID} has no such component`;
  const checked = schema.safeParse(properties);
  return checked.success ? "" : said(checked.error.issues);
}

function childrenOf(properties: Fields): string[] {
  const { children } = properties;
  return Array.isArray(children) ? children.filter((id) => typeof id === "string") : [];
}

function sameAs(all: string[], before: string[]): boolean {
  return all.length === before.length && all.every((one, at) => one === before[at]);
}
