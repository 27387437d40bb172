/** What a yes or a deed is about, in plain words: which draft, by which account, where to, and its text or fields. */
import { Code, Paper, Stack, Text } from "@mantine/core";
import { Visible } from "../../ui/Visible";
import { Fields } from "../../ui/values/Fields";
import { useAccountWords, usePlatformTitle } from "./accounts";
import type { InFull } from "./answers";
import { textName } from "./body";

export function GoesOut({ one }: { one: InFull }) {
  const platform = usePlatformTitle()(one.platform);
  const account = useAccountWords(one.arguments.credential_ref);
  const name = textName(one.versions);
  const { credential_ref: _, ...fields } = one.arguments;
  const text = name === undefined ? undefined : one.arguments[name];
  return (
    <Paper withBorder p="sm" aria-label="What goes out" role="group">
      <Stack gap="xs">
        <Text size="sm" component="div">
          To <strong>{platform}</strong>
          {account && `, by your account ${account}`}: <Code>{one.target}</Code>
        </Text>
        {typeof text === "string" ? (
          <Text size="sm" style={{ whiteSpace: "pre-wrap" }} dir="auto">
            <Visible text={text} />
          </Text>
        ) : (
          <Fields of={fields} />
        )}
      </Stack>
    </Paper>
  );
}
