/** Tells those who do not see the page of each finished answer, once and whole, and of what waits or failed. */
import { VisuallyHidden } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { Transcript } from "../transcript/entries";
import { endWords } from "../transcript/words";

const NEWEST = 12; // entries that can be news
const MOST = 600; // characters; the whole can be read in its place

export function Announcer({ transcript, isLoaded }: { transcript: Transcript; isLoaded: boolean }) {
  const [words, setWords] = useState("");
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!isLoaded) return;
    const told = tellings(transcript);
    const fresh = told.filter(([id]) => known.current && !known.current.has(id));
    known.current = new Set([...(known.current ?? []), ...told.map(([id]) => id)]);
    if (fresh.length > 0) setWords(fresh.map(([, said]) => said).join(" "));
  }, [transcript, isLoaded]);
  return (
    <VisuallyHidden role="status" aria-live="polite" aria-label="News of the conversation">
      {words}
    </VisuallyHidden>
  );
}

/** What is to be told of the newest entries, by an id of its own. */
export function tellings({ entries, runs }: Transcript): [string, string][] {
  return entries.slice(-NEWEST).flatMap((entry): [string, string][] => {
    if (entry.kind === "answer" && !entry.isStreaming && entry.text) {
      return [[entry.id, `The agent: ${entry.text.slice(0, MOST)}`]];
    }
    const run = runs.get(entry.runId);
    const end = entry.kind === "end" && run ? endWords(run) : "";
    if (end) return [[`${entry.id}:${run?.status}`, end]];
    const isAsking =
      (entry.kind === "gate" && entry.isOpen) || (entry.kind === "call" && entry.state === "waiting");
    const asked = isAsking ? entry.interrupt : undefined;
    return asked ? [[asked.approvalId, `Waits for a decision: ${asked.message}`]] : [];
  });
}
