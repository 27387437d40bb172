/** A refusal of the API: RFC 9457, with our `correlation_id` and, for bad input, `errors` by JSON pointer. */

export interface FieldError {
  pointer: string;
  detail: string;
}

export interface ProblemDocument {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  rule?: string;
  correlation_id?: string;
  errors?: FieldError[];
  [more: string]: unknown;
}

export class Problem extends Error {
  override name = "Problem";
  readonly document: ProblemDocument;

  constructor(document: ProblemDocument) {
    super(document.detail || document.title);
    this.document = document;
  }

  get status(): number {
    return this.document.status;
  }

  get rule(): string {
    return this.document.rule ?? "";
  }

  get errors(): FieldError[] {
    return this.document.errors ?? [];
  }
}

/** Nobody answered: the line is down, or the stack is. Worth another try, where the request may be repeated. */
export const OFFLINE: ProblemDocument = {
  title: "No connection",
  status: 0,
  detail: "Greenlight did not answer. Check your connection, then try again.",
};

/** What was thrown, as a Problem. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof TypeError) return new Problem(OFFLINE); // fetch says it so
  return new Problem({ title: "Something went wrong here", status: -1, detail: String(thrown) });
}

/** The refusal of an answer whose body nobody has read yet. */
export async function problemOf(response: Response): Promise<Problem> {
  return problemFrom(response.status, await response.json().catch(() => null));
}

/** The refusal that a body says; where it says nothing of ours, its status must do. */
export function problemFrom(status: number, body: unknown): Problem {
  const said: Partial<ProblemDocument> = body && typeof body === "object" ? body : {};
  return new Problem({ ...said, title: said.title ?? `HTTP ${status}`, status });
}
