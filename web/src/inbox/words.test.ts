/** Who decided what, as one reads it. */
import { expect, it } from "vitest";
import { anApproval } from "./testing";
import { decisionOf, effectStatus, personOf } from "./words";

const NAMES = { usr_anna: "Anna", usr_me: "Me Myself" };
const told = (changes: Parameters<typeof anApproval>[0]) => decisionOf(anApproval(changes), NAMES, "usr_me");

it("says by name who decided", () => {
  expect(told({ status: "denied", decided_by: "usr_anna" })).toBe("Anna denied it");
  expect(told({ status: "edited", decided_by: "usr_me" })).toBe("You changed and approved it");
  expect(told({ status: "acknowledged", decided_by: "usr_me" })).toBe("You have read it");
  expect(told({ status: "expired", decided_by: "clock" })).toBe("Nobody decided in time");
  expect(told({ status: "cancelled", decided_by: "platform" })).toBe("Greenlight called it off");
});

it("says that a yes was given in advance", () => {
  const standing = { status: "approved", decided_by: "usr_anna", decided_from: { door: "standing" } };
  expect(told(standing)).toBe("Anna said yes to it in advance");
});

it("names a role, and an id where no name is known", () => {
  expect(personOf("role.approver", NAMES, "usr_me")).toBe("every approver");
  expect(personOf("usr_who", NAMES, "usr_me")).toBe("usr_who");
});

it("never says of a rehearsal that it was sent", () => {
  expect(effectStatus({ status: "confirmed" })).toBe("Sent, and answered");
  expect(effectStatus({ status: "not_sent", rehearsed: true })).toBe("Rehearsed: nothing was sent");
});
