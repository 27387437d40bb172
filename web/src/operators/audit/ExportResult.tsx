/** Where the export is: among the downloads, or, where it is large, behind a link for an hour. */
import { Anchor, Code, Text } from "@mantine/core";
import { When } from "../../ui/When";
import type { Exported } from "./audit";

export function ExportResult({ exported, name }: { exported: Exported; name: string }) {
  if (exported.kind === "link") {
    return (
      <Text size="sm">
        It is large ({megabytes(exported.bytes)} MB), so it waits behind a link until{" "}
        <When at={exported.expiresAt} />:{" "}
        <Anchor href={exported.url} download={name} rel="noreferrer" size="sm">
          Download {name}
        </Anchor>
      </Text>
    );
  }
  const lines = exported.text.split("\n").filter(Boolean).length;
  return (
    <Text size="sm">
      Your browser has stored {lines} lines as <Code>{name}</Code>.
    </Text>
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
