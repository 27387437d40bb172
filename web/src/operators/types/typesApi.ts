/** Agent types and their drafts at the API. */
import { queryOptions } from "@tanstack/react-query";
import { api, ifMatch, newIdempotencyKey, read, type Schemas } from "../../api/client";
import { Problem } from "../../api/problem";
import { queries } from "../../api/queries";
import { pages } from "../paging";
import { contentOf, type Doc, isDefinition } from "./definition";

export type TypeLine = Schemas["Summary"];
export type DraftLine = Schemas["DraftLine"];
export type Draft = Schemas["Draft"];
export type PublishedType = Schemas["AgentType"];

export const typesQuery = pages(["types"], (cursor) =>
  read(api.GET("/api/v1/agent-types", { params: { query: { limit: 50, cursor } } })),
);

export const draftsQuery = pages(["type-drafts"], (cursor) =>
  read(api.GET("/api/v1/agent-types/drafts", { params: { query: { limit: 50, cursor } } })),
);

/** The newest version, or the one that is named. */
export function typeQuery(agentTypeId: string, version?: number) {
  const params = { path: { agent_type_id: agentTypeId }, query: { version } };
  return queryOptions({
    queryKey: ["operators", "type", agentTypeId, version ?? "newest"],
    queryFn: () => read(api.GET("/api/v1/agent-types/{agent_type_id}", { params })),
  });
}

/** Null where there is none. */
export function draftQuery(agentTypeId: string) {
  return queryOptions({
    queryKey: ["operators", "type-draft", agentTypeId],
    queryFn: () => readDraft(agentTypeId),
  });
}

async function readDraft(agentTypeId: string): Promise<Draft | null> {
  try {
    return await read(api.GET("/api/v1/agent-types/{agent_type_id}/draft", { params: at(agentTypeId) }));
  } catch (thrown) {
    if (thrown instanceof Problem && (thrown.status === 404 || thrown.rule === "publisher")) return null;
    throw thrown;
  }
}

/** In place of the revision that it was made from; 0 is a draft that nobody has written yet. Raises Problem 412. */
export async function putDraft(agentTypeId: string, doc: Doc, revision: number): Promise<Draft> {
  if (!isDefinition(doc)) throw new Problem({ title: "This is no definition", status: -1 });
  const path = "/api/v1/agent-types/{agent_type_id}/draft";
  const headers = revision > 0 ? ifMatch(revision) : {};
  const stored = await read(api.PUT(path, { params: at(agentTypeId), headers, body: doc }));
  queries.setQueryData(draftQuery(agentTypeId).queryKey, stored);
  void queries.invalidateQueries({ queryKey: draftsQuery.queryKey });
  return stored;
}

/** Raises Problem 412 where somebody saved it meanwhile. */
export async function deleteDraft({ agent_type_id, revision }: Draft): Promise<void> {
  const path = "/api/v1/agent-types/{agent_type_id}/draft";
  await read(api.DELETE(path, { params: at(agent_type_id), headers: ifMatch(revision) }));
  queries.setQueryData(draftQuery(agent_type_id).queryKey, null);
  void queries.invalidateQueries({ queryKey: draftsQuery.queryKey });
}

/** A draft under this id, with what another type says. Raises Problem 412 where there is a draft already. */
export function startDraft(agentTypeId: string, from: PublishedType): Promise<Draft> {
  return putDraft(agentTypeId, contentOf(from), 0);
}

/** One key for each revision, so that a second try after no answer makes no second version. */
const keys = new Map<string, string>();

export async function publishDraft(draft: Draft): Promise<PublishedType> {
  const { agent_type_id, revision } = draft;
  const intent = `${agent_type_id} ${revision}`;
  const key = keys.get(intent) ?? newIdempotencyKey();
  keys.set(intent, key);
  const headers = { ...ifMatch(revision), "Idempotency-Key": key };
  const path = "/api/v1/agent-types/{agent_type_id}/publish";
  try {
    const published = await read(api.POST(path, { params: at(agent_type_id), headers }));
    queries.setQueryData(draftQuery(agent_type_id).queryKey, null); // it became the version
    await typesChanged();
    return published;
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.status > 0) keys.delete(intent);
    throw thrown;
  }
}

/** For whoever shows types: here, and where people hire. */
async function typesChanged(): Promise<void> {
  const kept = [["operators", "types"], ["operators", "type"], ["operators", "type-drafts"], ["my-agents"]];
  await Promise.all(kept.map((queryKey) => queries.invalidateQueries({ queryKey })));
}

function at(agentTypeId: string) {
  return { path: { agent_type_id: agentTypeId } };
}
