/** Accounts at networks and exchanges: what the API tells of them, and how one is connected, replaced or revoked. */
import { queryOptions } from "@tanstack/react-query";
import { api, ifMatch, read, type Schemas } from "../../api/client";
import { queries } from "../../api/queries";

export type Account = Schemas["StoredCredential"];
export type ProviderForm = Schemas["ProviderForm"];
export type Limits = Schemas["RiskLimits"];

const MOST = 100;
const page = { params: { query: { limit: MOST } } };
const KEY = ["my-agents", "accounts"] as const;

/** Both doors' lists, and which provider is connected at which. */
export interface Accounts {
  all: Account[];
  doors: ReadonlyMap<string, Door>;
}

export interface Door {
  kind: Account["kind"];
  form: ProviderForm;
}

export const accountsQuery = queryOptions({
  queryKey: KEY,
  queryFn: async (): Promise<Accounts> => {
    const [platforms, exchanges] = await Promise.all([
      read(api.GET("/api/cp/platform-credentials", page)),
      read(api.GET("/api/cp/exchange-setup", page)),
    ]);
    const doors = [...doorsOf("platform", platforms.providers), ...doorsOf("exchange", exchanges.providers)];
    return { all: [...platforms.items, ...exchanges.items], doors: new Map(doors) };
  },
});

function doorsOf(kind: Door["kind"], forms: readonly ProviderForm[]): [string, Door][] {
  return forms.map((form) => [form.provider, { kind, form }]);
}

export async function accountsChanged(): Promise<void> {
  await queries.invalidateQueries({ queryKey: ["my-agents"] });
}

/** Null leaves it as it was. */
export interface Wanted {
  name: string;
  identity: Record<string, string> | null;
  secret: Record<string, string> | null;
  limits: Limits | null;
}

/** The one place where a secret leaves the page: to the vault's door, and to nowhere else. Nothing here keeps it. */
export function connect(door: Door, wanted: Wanted, known?: Account): Promise<Account> {
  const params = known ? { params: { header: ifMatch(known.revision) } } : {};
  const told = { credential_ref: known?.credential_ref ?? null, name: wanted.name };
  if (door.kind === "exchange") {
    const provider = door.form.provider as Schemas["ExchangeAccount"]["provider"];
    const keys = { api_key: null, api_secret: null, ...wanted.secret };
    const body = { ...told, provider, ...keys, risk_limits: wanted.limits };
    return read(api.PUT("/api/cp/exchange-setup", { ...params, body }));
  }
  const provider = door.form.provider as Schemas["PlatformAccount"]["provider"];
  const body = { ...told, provider, identity: wanted.identity, secret: wanted.secret };
  return read(api.PUT("/api/cp/platform-credentials", { ...params, body }));
}

export async function revoke(account: Account): Promise<void> {
  const params = {
    path: { credential_ref: account.credential_ref },
    header: ifMatch(account.revision),
  };
  if (account.kind === "exchange") {
    await read(api.DELETE("/api/cp/exchange-setup/{credential_ref}", { params }));
  } else {
    await read(api.DELETE("/api/cp/platform-credentials/{credential_ref}", { params }));
  }
}

/** What a form's inputs say; `identity` without those that were left empty. */
export function wantedOf(data: FormData, form: ProviderForm, withSecret: boolean): Wanted {
  const said = (name: string) => String(data.get(name) ?? "").trim();
  const identity = form.identity.map(({ name }) => [name, said(`identity.${name}`)] as const);
  const secret = form.secret.map(({ name }) => [name, said(`secret.${name}`)] as const);
  return {
    name: said("name"),
    identity: withSecret ? Object.fromEntries(identity.filter(([, value]) => value !== "")) : null,
    secret: withSecret ? Object.fromEntries(secret) : null,
    limits: data.has("limits.max_units_per_order")
      ? {
          max_units_per_order: whole(said("limits.max_units_per_order")),
          max_notional_inr: whole(said("limits.max_notional_inr")),
        }
      : null,
  };
}

function whole(text: string): number | null {
  return text === "" ? null : Number(text.replaceAll(/[\s,_]/g, ""));
}

/** The providers whose accounts a configuration of this schema can name. */
export function providersIn(schema: unknown): Set<string> {
  if (Array.isArray(schema)) return new Set(schema.flatMap((inner) => [...providersIn(inner)]));
  if (typeof schema !== "object" || schema === null) return new Set();
  const inner = Object.values(schema).flatMap((value) => [...providersIn(value)]);
  const own =
    "x-provider" in schema && typeof schema["x-provider"] === "string" ? [schema["x-provider"]] : [];
  return new Set([...own, ...inner]);
}
