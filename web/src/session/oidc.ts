/**
 * Sign-in by redirect to the issuer: OpenID Connect Core 1.0 §3.2, `response_type=id_token`, so that no script of the
 * issuer's runs here. State and nonce bind the answer to this tab's question.
 */
import { api, read } from "../api/client";
import { Problem } from "../api/problem";

const KEY = "greenlight.sign_in";
export const CALLBACK = "/signed-in";

interface Question {
  state: string;
  nonce: string;
  returnTo: string;
}

/** Leaves the page for the issuer's. With `fresh` the issuer must ask again, even where it still knows the person. */
export async function signIn(returnTo: string, fresh = false): Promise<void> {
  const { authorization_url, client_id } = await read(api.GET("/api/v1/sign-in"));
  const question: Question = { state: random(), nonce: random(), returnTo: ownPath(returnTo) };
  sessionStorage.setItem(KEY, JSON.stringify(question));
  const target = new URL(authorization_url, location.origin);
  const asked = {
    client_id,
    response_type: "id_token",
    scope: "openid email profile",
    redirect_uri: location.origin + CALLBACK,
    state: question.state,
    nonce: question.nonce,
    ...(fresh && { prompt: "login", max_age: "0" }),
  };
  for (const [name, value] of Object.entries(asked)) target.searchParams.set(name, value);
  location.assign(target);
}

/** The token that the issuer's answer holds, and where the person was going. Raises Problem. */
export function answered(fragment: string): { token: string; returnTo: string } {
  const said = new URLSearchParams(fragment.replace(/^#/, ""));
  const question = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Question | null;
  sessionStorage.removeItem(KEY);
  const refused = said.get("error_description") ?? said.get("error");
  if (refused) throw failed(`Your sign-in provider says: ${refused}`);
  const token = said.get("id_token");
  if (!token || !question || said.get("state") !== question.state || nonceOf(token) !== question.nonce) {
    throw failed("This answer belongs to no sign-in of this tab.");
  }
  return { token, returnTo: question.returnTo };
}

function failed(detail: string): Problem {
  return new Problem({ title: "Not signed in", status: 401, detail: `${detail} Please sign in again.` });
}

function nonceOf(token: string): unknown {
  try {
    const payload = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    return (JSON.parse(atob(payload)) as { nonce?: unknown }).nonce;
  } catch {
    return undefined;
  }
}

/** Only a path of this very origin may be returned to. */
export function ownPath(path: string): string {
  const target = new URL(path, location.origin);
  return target.origin === location.origin ? target.pathname + target.search + target.hash : "/";
}

function random(): string {
  return crypto.randomUUID().replaceAll("-", "");
}
