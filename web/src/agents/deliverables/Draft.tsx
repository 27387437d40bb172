/** The draft as a person reads it: its text, what else goes with it, and what was checked. */
import { Blockquote, Stack, Text } from "@mantine/core";
import { Visible } from "../../ui/Visible";
import { Fields } from "../../ui/values/Fields";
import { useAccountWords } from "./accounts";
import type { Approval, InFull } from "./answers";
import { besides, checksOf, isMeasured, textName } from "./body";
import { Checks } from "./Checks";
import { Section } from "./Section";

interface Props {
  one: InFull;
  /** Of the approval, where there is one: what the fields are. */
  schema: Approval["arguments_schema"];
}

export function Draft({ one, schema }: Props) {
  const name = textName(one.versions);
  const text = name === undefined ? undefined : one.arguments[name];
  const { credential_ref, ...others } = one.arguments;
  const account = useAccountWords(credential_ref);
  const rest = Object.entries(others).filter(([field]) => field !== name);
  const fields = { ...(account && { account }), ...Object.fromEntries(rest) };
  return (
    <Section title={one.kind === "report" ? "The report" : "The draft"}>
      {typeof text === "string" && <Body text={text} language={one.content.language} />}
      {Object.keys(fields).length > 0 && <Fields of={fields} schema={schema} />}
      <Checks checks={checksOf(one.content)} isOld={!isMeasured(one.content, text)} />
      <Besides one={one} />
    </Section>
  );
}

function Body({ text, language }: { text: string; language: unknown }) {
  return (
    <Blockquote
      color="gray"
      p="sm"
      m={0}
      fz="md"
      dir="auto"
      lang={typeof language === "string" ? language : undefined}
      style={{ whiteSpace: "pre-wrap" }}
    >
      <Visible text={text} />
    </Blockquote>
  );
}

/** A report is nothing but this; of all else it is what the draft was made of. */
function Besides({ one }: { one: InFull }) {
  const content = besides(one.content);
  if (Object.keys(content).length === 0) return null;
  if (one.kind === "report") return <Fields of={content} />;
  return (
    <details>
      <Text component="summary" size="sm" style={{ cursor: "pointer" }}>
        What it was made of
      </Text>
      <Stack mt="xs">
        <Fields of={content} />
      </Stack>
    </details>
  );
}
