/** What became of a draft from one version to another. */
import { expect, test } from "vitest";
import type { Version } from "./answers";
import { compared } from "./comparing";

const version = (number: number, text: string, more: Partial<Version> = {}): Version => ({
  version: number,
  arguments: { text },
  content: { text },
  suggested_at: null,
  author: "agent",
  note: "",
  created_at: "2026-12-01T10:00:00Z",
  changes: [],
  ...more,
});

const told: Version["changes"] = [
  {
    op: "replace",
    path: "/arguments/text",
    before: "one",
    after: "two",
    words: [{ op: "insert", text: "told" }],
  },
  { op: "replace", path: "/content/body", before: "a", after: "b", words: null },
];
const versions = [
  version(1, "one"),
  version(2, "two", { changes: told }),
  version(3, "three", { content: {}, author: "usr_1" }),
];

test("of neighbours it is what the API tells, what goes out apart from what is read beside it", () => {
  const found = compared(versions, 1, 2);
  expect(found.arguments.map(({ path, words }) => [path, words])).toEqual([["/text", told[0]?.words]]);
  expect(found.content.map(({ path }) => path)).toEqual(["/body"]);
});

test("of others it is found here, and an edit leaves the content as it was", () => {
  const found = compared(versions, 1, 3);
  expect(found.arguments).toMatchObject([{ path: "/text", before: "one", after: "three" }]);
  expect(found.content).toMatchObject([{ path: "/text", before: "one", after: "two" }]);
});

test("backwards, what came goes", () => {
  expect(compared(versions, 2, 1).arguments).toMatchObject([{ before: "two", after: "one" }]);
  expect(compared(versions, 2, 2)).toEqual({ arguments: [], content: [] });
});
