/** Back from the issuer: take its answer, and go on where the person was going. */
import { Button, Center, Loader, Stack, Title } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { asProblem, type Problem } from "../api/problem";
import { queries } from "../api/queries";
import { ProblemNote } from "../ui/ProblemNote";
import { answered, signIn } from "./oidc";
import { session } from "./session";

export default function SignedIn() {
  const navigate = useNavigate();
  const [problem, setProblem] = useState<Problem>();
  const taken = useRef(false); // the answer is good once, and React may run an effect twice
  useEffect(() => {
    if (taken.current) return;
    taken.current = true;
    try {
      const { token, returnTo } = answered(location.hash);
      queries.clear();
      session.begin(token);
      void navigate({ to: returnTo, replace: true });
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  }, [navigate]);
  return (
    <Center component="main" h="100dvh" p="md">
      {problem ? (
        <Stack maw={460}>
          <Title order={1}>Greenlight</Title>
          <ProblemNote problem={problem} />
          <Button onClick={() => void signIn("/")}>Sign in</Button>
        </Stack>
      ) : (
        <Loader aria-label="Signing in" />
      )}
    </Center>
  );
}
