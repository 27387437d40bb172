/** A page that failed: said plainly, with another try. */
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { asProblem } from "../api/problem";
import { ProblemNote } from "./ProblemNote";

export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  return <ProblemNote problem={asProblem(error)} onRetry={again} />;
}
