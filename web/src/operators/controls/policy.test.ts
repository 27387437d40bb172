/** Where the server's errors belong while rows come and go. */
import { expect, it } from "vitest";
import { draftOf, isChanged, mended, placed, policyDifferences, policyOf } from "./policy";

const POLICY = {
  hosts: ["a.example", "b.example"],
  additions: [
    { name: "one", cedar: "forbid (principal, action, resource);", agent_type_id: null },
    { name: "two", cedar: "permit (principal, action, resource);", agent_type_id: "coach.v1" },
  ],
};

function draft() {
  let last = 0;
  return draftOf(POLICY, () => `k${++last}`);
}

it("a draft that nobody touched is what it came from", () => {
  expect(policyOf(draft())).toEqual(POLICY);
  expect(isChanged(draft(), POLICY)).toBe(false);
  expect(isChanged({ ...draft(), hosts: [] }, POLICY)).toBe(true);
});

it("an error stands at the row that was sent under its number", () => {
  const errors = placed(
    [
      { pointer: "/additions/1/cedar", detail: "policy 1 is a permit" },
      { pointer: "/additions/1/cedar", detail: "and too long" },
      { pointer: "/hosts/0", detail: "is no full host name" },
      { pointer: "/additions", detail: "too many" },
      { pointer: "/additions/7/cedar", detail: "of no row" },
    ],
    draft(),
  );
  expect(errors.at).toEqual({
    "k4/cedar": "policy 1 is a permit; and too long",
    "k1/host": "is no full host name",
  });
  expect(errors.rest.map((error) => error.pointer)).toEqual(["/additions", "/additions/7/cedar"]);
});

it("mending one field takes its error away, and no other", () => {
  const errors = { at: { "k1/host": "a", "k4/cedar": "b" }, rest: [] };
  expect(mended(errors, "k4/cedar").at).toEqual({ "k1/host": "a" });
});

it("what somebody else changed is said for each host and addition", () => {
  const [one, two] = POLICY.additions;
  if (!one || !two) throw new Error("the policy has two");
  const theirs = {
    hosts: ["b.example", "c.example"],
    additions: [
      { ...one, cedar: "forbid (principal, action, resource); //" },
      { ...two, name: "three" },
    ],
  };
  expect(policyDifferences(POLICY, theirs)).toEqual([
    "Host c.example is allowed now",
    "Host a.example is no longer allowed",
    "Addition “three” is new",
    "Addition “two” is gone",
    "Addition “one” was changed",
  ]);
});
