/** A status in words, with a colour that only repeats it. */
import { Badge } from "@mantine/core";
import { plain, toneOf } from "./words";

export function Status({ status }: { status: string }) {
  if (!status) return null;
  return (
    <Badge variant="outline" color={toneOf(status)} tt="none">
      {plain(status)}
    </Badge>
  );
}
