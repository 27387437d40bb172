/** What a form has to say that belongs to none of its fields. */
import { Alert, List, Text } from "@mantine/core";
import { Note } from "../ui/Note";
import type { FieldError } from "./types";

export function SchemaNotes({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <Note title="This form cannot show everything as fields">
      <List size="xs">
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </Note>
  );
}

export function ErrorsElsewhere({ errors }: { errors: readonly FieldError[] }) {
  if (errors.length === 0) return null;
  return (
    <Alert color="red" variant="outline" title="This was not accepted" role="alert">
      {errors.map(({ pointer, detail }) => (
        <Text size="sm" key={`${pointer} ${detail}`}>
          {`${pointer} ${detail}`.trim()}
        </Text>
      ))}
    </Alert>
  );
}
