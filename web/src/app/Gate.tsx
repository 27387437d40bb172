/** Everything behind the sign-in: who is not signed in is asked to; who no longer is keeps his page and signs in anew. */
import { Alert, Button, Center, Loader, Stack, Text, Title } from "@mantine/core";
import { useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { asProblem, type Problem } from "../api/problem";
import { signIn } from "../session/oidc";
import { useSessionState } from "../session/session";
import { ProblemNote } from "../ui/ProblemNote";
import { Shell } from "./Shell";

export function Gate() {
  const state = useSessionState();
  if (state === "looking") {
    return (
      <Center h="100dvh">
        <Loader aria-label="Loading" />
      </Center>
    );
  }
  if (state === "signed-out") return <Welcome />;
  return <Shell notice={state === "expired" ? <Expired /> : null} />;
}

function useSignIn() {
  const here = useRouterState({ select: (router) => router.location.href });
  const [problem, setProblem] = useState<Problem>();
  const [going, setGoing] = useState(false);
  const go = () => {
    setGoing(true);
    signIn(here).catch((thrown: unknown) => {
      setProblem(asProblem(thrown));
      setGoing(false);
    });
  };
  return { go, going, problem };
}

function Welcome() {
  const { go, going, problem } = useSignIn();
  return (
    <Center component="main" h="100dvh" p="md">
      <Stack maw={420} gap="md">
        <Title order={1}>Greenlight</Title>
        <Text>Agents you hire propose. You approve. Exactly what you approved is carried out, once.</Text>
        {problem && <ProblemNote problem={problem} />}
        <Button onClick={go} loading={going} size="md">
          Sign in
        </Button>
      </Stack>
    </Center>
  );
}

function Expired() {
  const { go, going, problem } = useSignIn();
  return (
    <Alert color="yellow.9" title="Your sign-in has ended" mb="md">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">What is on this page stays. Sign in again to go on from here.</Text>
        {problem && <ProblemNote problem={problem} />}
        <Button size="xs" onClick={go} loading={going}>
          Sign in again
        </Button>
      </Stack>
    </Alert>
  );
}
