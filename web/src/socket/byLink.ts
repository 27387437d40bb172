/** An event that no frame can hold: the frame says where the whole is, and REST has it. */
import { api, read } from "../api/client";
import { pauseAfter } from "./backoff";
import type { EventFrame } from "./frames";

const TRIES = 5;

/** The frame with its whole event; as it came if nobody gives it to us. */
export async function wholeOf(frame: EventFrame): Promise<EventFrame> {
  for (let failures = 0; failures < TRIES; failures++) {
    try {
      const { items } = await read(
        api.GET("/api/v1/threads/{thread_id}/events", {
          params: { path: { thread_id: frame.thread }, query: { after_seq: frame.seq - 1, limit: 1 } },
        }),
      );
      const event = items[0]?.event;
      if (items[0]?.seq === frame.seq && typeof event?.type === "string") {
        return { ...frame, event: { ...event, type: event.type } };
      }
    } catch {
      await new Promise((after) => setTimeout(after, pauseAfter(failures + 1)));
    }
  }
  return frame;
}
