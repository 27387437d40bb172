/** Where an agent stands with its trial, in words. */
import { When } from "../../ui/When";
import { plain } from "../words";
import { trialOf } from "./trial";

export function TrialWords({ trial, withCaps }: { trial: Record<string, unknown>; withCaps?: boolean }) {
  const { status, endsAt, caps } = trialOf(trial, Date.now());
  if (status === "none") return <>No trial</>;
  if (status === "converted") return <>Over: paid for</>;
  return (
    <>
      {status === "active" ? "Until " : "Ended "}
      <When at={endsAt} />
      {withCaps && caps.map(([name, most]) => `, ${most} ${plain(name).toLowerCase()} at most`)}
    </>
  );
}
