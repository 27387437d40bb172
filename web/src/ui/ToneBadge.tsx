/** One word on how something stands, in a colour that can be read in light and dark. */
import { Badge } from "@mantine/core";
import { TONES, type Tone } from "./tones";

export function ToneBadge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <Badge variant="outline" tt="none" style={{ color: TONES[tone], borderColor: TONES[tone] }}>
      {children}
    </Badge>
  );
}
