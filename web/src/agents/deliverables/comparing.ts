/** What became of a draft from one version to another: as the API tells it of neighbours, else found here. Pure. */
import { type Change, differences } from "../../ui/diff/differences";
import type { Version } from "./answers";

export interface Compared {
  /** Of what goes out. */
  arguments: Change[];
  /** Of what people read beside it. */
  content: Change[];
}

export function compared(versions: readonly Version[], from: number, to: number): Compared {
  const after = versions.find((one) => one.version === to);
  const isNext = versions.find((one) => one.version < to && one.version > from) === undefined && from < to;
  const changes = after && isNext ? after.changes : differences(whole(versions, from), whole(versions, to));
  return {
    arguments: under("/arguments", changes),
    content: under("/content", changes),
  };
}

/** An edit leaves the content as it was. */
function whole(versions: readonly Version[], number: number) {
  const upTo = versions.filter((one) => one.version <= number);
  const content = upTo.findLast((one) => Object.keys(one.content).length > 0)?.content ?? {};
  return { arguments: upTo.at(-1)?.arguments ?? {}, content };
}

function under(part: string, changes: readonly Change[]): Change[] {
  return changes
    .filter(({ path }) => path === part || path.startsWith(`${part}/`))
    .map((change) => ({ ...change, path: change.path.slice(part.length) }));
}
