/** The tenant's policy while it is edited: rows with keys of their own, and where the server's errors belong. Pure. */
import type { Schemas } from "../../api/client";
import type { FieldError } from "../../api/problem";

export type Policy = Schemas["Policy"];
export type StoredPolicy = Schemas["StoredPolicy"];
export type Addition = Schemas["Addition"];

/** A row keeps its key while others come and go, so that its errors stay with it. */
export interface HostRow {
  key: string;
  host: string;
}
export type AdditionRow = Addition & { key: string };

export interface PolicyDraft {
  hosts: HostRow[];
  additions: AdditionRow[];
}

export function draftOf({ hosts, additions }: Policy, newKey: () => string): PolicyDraft {
  return {
    hosts: hosts.map((host) => ({ key: newKey(), host })),
    additions: additions.map((addition) => ({ ...addition, key: newKey() })),
  };
}

/** As it is sent. */
export function policyOf(draft: PolicyDraft): Policy {
  return {
    hosts: draft.hosts.map(({ host }) => host.trim()),
    additions: draft.additions.map(({ name, cedar, agent_type_id }) => ({ name, cedar, agent_type_id })),
  };
}

export function isChanged(draft: PolicyDraft, base: Policy): boolean {
  const { hosts, additions } = base;
  const plain = additions.map(({ name, cedar, agent_type_id }) => ({ name, cedar, agent_type_id }));
  return JSON.stringify(policyOf(draft)) !== JSON.stringify({ hosts, additions: plain });
}

/** Errors by row key and field, such as `k3/cedar`; `rest` belongs to no row. */
export interface PlacedErrors {
  at: Readonly<Record<string, string>>;
  rest: FieldError[];
}

export const NO_ERRORS: PlacedErrors = { at: {}, rest: [] };

/** Puts `/additions/n/cedar`, `/additions/n/name` and `/hosts/n` at the rows that were sent as number n. */
export function placed(errors: readonly FieldError[], sent: PolicyDraft): PlacedErrors {
  const at: Record<string, string> = {};
  const rest: FieldError[] = [];
  for (const error of errors) {
    const place = placeOf(error.pointer, sent);
    if (!place) rest.push(error);
    else at[place] = at[place] ? `${at[place]}; ${error.detail}` : error.detail;
  }
  return { at, rest };
}

function placeOf(pointer: string, sent: PolicyDraft): string | undefined {
  const [, list, number, field] = pointer.split("/");
  const n = Number(number);
  if (list === "hosts") return sent.hosts[n] && `${sent.hosts[n].key}/host`;
  const row = list === "additions" ? sent.additions[n] : undefined;
  return row && `${row.key}/${field ?? "cedar"}`;
}

/** Without the error of one field: it is being mended. */
export function mended(errors: PlacedErrors, place: string): PlacedErrors {
  const at = Object.fromEntries(Object.entries(errors.at).filter(([known]) => known !== place));
  return { ...errors, at };
}

/** What somebody else did to the policy, a sentence each. */
export function policyDifferences(before: Policy, after: Policy): string[] {
  const names = (policy: Policy) => policy.additions.map((addition) => addition.name);
  const changed = after.additions.filter((addition) => {
    const was = before.additions.find((one) => one.name === addition.name);
    return was && (was.cedar !== addition.cedar || was.agent_type_id !== addition.agent_type_id);
  });
  return [
    ...only(after.hosts, before.hosts).map((host) => `Host ${host} is allowed now`),
    ...only(before.hosts, after.hosts).map((host) => `Host ${host} is no longer allowed`),
    ...only(names(after), names(before)).map((name) => `Addition “${name}” is new`),
    ...only(names(before), names(after)).map((name) => `Addition “${name}” is gone`),
    ...changed.map(({ name }) => `Addition “${name}” was changed`),
  ];
}

function only(these: readonly string[], those: readonly string[]): string[] {
  return these.filter((one) => !those.includes(one));
}
