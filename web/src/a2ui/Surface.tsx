/** A form of the agent's in the chat: an A2UI surface of our own catalogue. */
import type { SurfaceProps } from "./types";

export default function Surface({ messageId }: SurfaceProps) {
  return <div data-surface={messageId} />;
}
