/** How something stands, in a few words that are never cut off. */
import { Badge } from "@mantine/core";
import { TONES, type Tone } from "../../ui/tones";

export function Tag({ tone, children }: { tone: Tone; children: string }) {
  return (
    <Badge
      variant="outline"
      color={TONES[tone]}
      tt="none"
      fw={500}
      h="auto"
      mih={20}
      maw="100%"
      styles={{ label: { whiteSpace: "normal", overflow: "visible" } }}
    >
      {children}
    </Badge>
  );
}
