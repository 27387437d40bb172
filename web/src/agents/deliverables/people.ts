/** Who did something, in a word. Pure. */

export type Names = Readonly<Record<string, string>>;

/** Of `agent`, `user:usr_…`, a user's id, `clock` and `platform:…`. */
export function actorWords(actor: string, names: Names, me: string): string {
  if (actor === "agent" || actor.startsWith("agent:")) return "the agent";
  const user = actor.replace(/^user:/, "");
  if (user === me) return "you";
  if (names[user]) return names[user];
  return user.startsWith("usr_") ? user : "Greenlight";
}
