/** A thread's feed for as long as its page is shown. */
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { type Feed, ThreadFeed } from "./feed";

export function useFeed(thread: string): { feed: Feed; source: ThreadFeed } {
  const source = useMemo(() => new ThreadFeed(thread), [thread]);
  useEffect(() => {
    void source.open();
    return () => source.close();
  }, [source]);
  return { feed: useSyncExternalStore(source.subscribe, source.feed), source };
}
