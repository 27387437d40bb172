/** What came of it outside, or why nothing did, and what a person may have to do. */
import { Anchor, Code, Stack, Text } from "@mantine/core";
import { isObject } from "../../ui/diff/differences";
import { ExactText } from "../../ui/ExactText";
import { Note } from "../../ui/Note";
import { Told } from "../../ui/Told";
import { Fields } from "../../ui/values/Fields";
import { When } from "../../ui/When";
import { usePlatformTitle } from "./accounts";
import type { InFull } from "./answers";
import { notRevised } from "./body";
import { Section } from "./Section";
import { isSettled } from "./states";

const HTTPS = /^https:\/\//;

export function Outcome({ one }: { one: InFull }) {
  return (
    <>
      <Problems one={one} />
      {isSettled(one.status) && <Settled one={one} />}
    </>
  );
}

function Settled({ one }: { one: InFull }) {
  const { detail, result, settled_at } = one.effect;
  if (typeof one.effect.status !== "string") return one.note ? <Reason one={one} /> : null;
  return (
    <Section title="What came of it">
      <WhatToDo one={one} />
      {typeof detail === "string" && detail && (
        <Text size="sm" component="div">
          <Told>{detail}</Told>
        </Text>
      )}
      {isObject(result) && <Result result={result} shown={one.exact} />}
      {typeof settled_at === "string" && (
        <Text size="xs" c="dimmed" component="div">
          Known since <When at={settled_at} />
        </Text>
      )}
    </Section>
  );
}

function Reason({ one }: { one: InFull }) {
  return (
    <Section title="Why">
      <Text size="sm" style={{ whiteSpace: "pre-wrap" }}>
        {one.note}
      </Text>
    </Section>
  );
}

/** For an end that a person must know more about than its state says. */
function WhatToDo({ one }: { one: InFull }) {
  const platform = usePlatformTitle()(one.platform);
  if (one.status === "needs_person")
    return (
      <Note role="note" tone="no" title="Please look for yourself">
        <Text size="sm">
          Open {platform} and see whether it arrived. If it did not, have a new one drafted: this one is never
          sent again, so that nothing arrives twice.
        </Text>
      </Note>
    );
  if (one.status === "failed")
    return (
      <Note role="note" tone="no" title={`${platform} did not take it`}>
        <Text size="sm">Mend what it says, then have a new one drafted: this one is not sent again.</Text>
      </Note>
    );
  return null;
}

/** `shown` stands on the page anyway. */
function Result({ result, shown }: { result: Readonly<Record<string, unknown>>; shown: string }) {
  const { exact, url, rehearsed: _, ...rest } = result;
  return (
    <Stack gap="xs">
      {typeof url === "string" && HTTPS.test(url) && (
        <Anchor href={url} target="_blank" rel="noopener noreferrer" size="sm">
          See it where it was posted
        </Anchor>
      )}
      {typeof url === "string" && url && !HTTPS.test(url) && <Code>{url}</Code>}
      {Object.keys(rest).length > 0 && <Fields of={rest} />}
      {typeof exact === "string" && exact !== shown && <ExactText exact={exact} />}
    </Stack>
  );
}

/** Why it waits as it does: held back, put back from its hour, or drafted anew in vain. */
function Problems({ one }: { one: InFull }) {
  const told = one.problems.map(({ rule, detail }) => ({
    rule: String(rule ?? ""),
    detail: String(detail ?? ""),
  }));
  const vain = notRevised(one.content);
  if (told.length === 0 && vain.length === 0) return null;
  const title = one.status === "draft" ? "Why nobody is asked about it" : "What stands in the way";
  return (
    <Note role="note" title={vain.length ? "It could not be written anew" : title}>
      {told.map(({ rule, detail }) => (
        <Text size="sm" key={`${rule} ${detail}`}>
          {detail} {rule && <>Rule: {rule}</>}
        </Text>
      ))}
      {vain.map((detail) => (
        <Text size="sm" key={detail}>
          {detail} This is the version before.
        </Text>
      ))}
    </Note>
  );
}
