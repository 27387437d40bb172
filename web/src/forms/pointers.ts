/** JSON pointers (RFC 6901), and the values that they lead to. */
export type Path = readonly (string | number)[];

export function pointerOf(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Steps are text, numbers of a list too. */
export function pathOf(pointer: string): string[] {
  const steps = pointer.split("/").slice(1);
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Undefined where nothing stands. */
export function valueAt(value: unknown, path: Path): unknown {
  let here = value;
  for (const step of path) {
    if (Array.isArray(here)) here = here[Number(step)];
    else if (isRecord(here) && Object.hasOwn(here, step)) here = here[step];
    else return undefined;
  }
  return here;
}

/** The value with another one at a place; undefined takes away what stands there. Nothing that was given is changed. */
export function withValueAt(value: unknown, path: Path, next: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  if (Array.isArray(value)) {
    const changed = value.map((inner, at) => (at === Number(step) ? withValueAt(inner, rest, next) : inner));
    return changed.filter((inner) => inner !== undefined);
  }
  const given = isRecord(value) ? value : {};
  const inner = withValueAt(given[step], rest, next);
  if (inner === undefined) return Object.fromEntries(Object.entries(given).filter(([name]) => name !== step));
  return { ...given, [step]: inner };
}

/** Of JSON; a member that is undefined is as good as absent. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, at) => isSame(item, other[at]));
  }
  if (!isRecord(one) || !isRecord(other)) return false;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) =>
    isSame(one[name], other[name]),
  );
}
