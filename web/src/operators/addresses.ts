/** What an operators' address may hold behind its question mark: short texts by name, and nothing else. */

type Texts<Name extends string> = Partial<Record<Name, string>>;

/** Empty texts are left out, so that an address without a filter has no question mark. */
export function texts<Name extends string>(...names: Name[]) {
  return (search: Record<string, unknown>): Texts<Name> => {
    const found: Texts<Name> = {};
    for (const name of names) {
      const said = search[name];
      if (typeof said === "string" || typeof said === "number") found[name] = String(said);
      if (!found[name]) delete found[name];
    }
    return found;
  };
}
