/** The API, played by functions: `GET /api/v1/policies` and the like; what was asked is kept, in its order. */
import { vi } from "vitest";

export interface Asked {
  method: string;
  path: string;
  body: unknown;
  ifMatch: string | null;
  /** Idempotency-Key. */
  key: string | null;
}

type Answer = (asked: Asked) => { status?: number; body?: unknown };

export function serve(answers: Record<string, Answer>): Asked[] {
  const heard: Asked[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const text = await request.text();
    const asked = {
      method: request.method,
      path: pathname + search,
      body: text ? JSON.parse(text) : null,
      ifMatch: request.headers.get("If-Match"),
      key: request.headers.get("Idempotency-Key"),
    };
    heard.push(asked);
    const answer = answers[`${request.method} ${pathname}`];
    const said = answer?.(asked) ?? { status: 404, body: { title: "Not found", status: 404 } };
    if (said.status === 204) return new Response(null, { status: 204 });
    return Response.json(said.body, { status: said.status ?? 200 });
  });
  return heard;
}

/** A refusal as the API words it. */
export function refusal(status: number, detail: string, more: object = {}) {
  return { status, body: { title: "No", status, detail, correlation_id: "cor_test", ...more } };
}

/** A page of a list that has no further one. */
export function only(...items: unknown[]) {
  return { body: { items, next_cursor: null } };
}
