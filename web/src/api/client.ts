/** The REST API, typed by `docs/openapi.json`. Every call is signed with the session's token. */
import createClient from "openapi-fetch";
import { session } from "../session/session";
import { asProblem, problemFrom } from "./problem";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

export const api = createClient<paths>({
  baseUrl: location.origin,
  fetch: (request) => fetch(request), // looked up at each call, so that a test may put another in its place
});

api.use({
  onRequest({ request }) {
    const token = session.token();
    if (token) request.headers.set("Authorization", `Bearer ${token}`);
    if (request.method === "POST" && !request.headers.has("Content-Type")) {
      request.headers.set("Content-Type", "application/json"); // the API takes nothing else, not even an empty body
    }
    return request;
  },
  onResponse({ response }) {
    if (response.status === 401) session.expire();
    return response;
  },
});

interface Reply<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of an answer. Raises Problem for a refusal and for no answer at all. */
export async function read<T>(reply: Promise<Reply<T>>): Promise<T> {
  return (await readWhole(reply)).data;
}

/** The same with its headers: ETag, Idempotent-Replayed. */
export async function readWhole<T>(reply: Promise<Reply<T>>): Promise<{ data: T; response: Response }> {
  const { data, error, response } = await reply.catch((thrown: unknown) => {
    throw asProblem(thrown);
  });
  if (!response.ok) throw problemFrom(response.status, error); // the client has read the body already
  return { data: data as T, response };
}

/** A header for a POST that creates or acts; keep it for a retry of the same thing. */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}

/** If-Match of a revision, as our ETags are written. */
export function ifMatch(revision: number): { "If-Match": string } {
  return { "If-Match": `"${revision}"` };
}
