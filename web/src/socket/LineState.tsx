/** Whether what one sees is live: a quiet dot while it is, words as soon as it is not. */
import { Badge, Box } from "@mantine/core";
import { useEffect, useState, useSyncExternalStore } from "react";
import { TONES } from "../ui/tones";
import { line } from "./index";

const WORDS = {
  idle: "",
  connected: "",
  connecting: "Connecting…",
  reconnecting: "Connection lost, trying again…",
  offline: "Offline. Greenlight goes on when your connection is back.",
};
const PATIENCE = 1_500; // ms; a line that is back before says nothing

export function LineState() {
  const state = useSyncExternalStore(line.subscribe, line.state);
  const words = useLasting(WORDS[state]);
  return (
    <Box role="status" aria-live="polite" data-line={state}>
      {words && (
        <Badge variant="outline" color={TONES.attention} size="lg" tt="none" fw={500}>
          {words}
        </Badge>
      )}
    </Box>
  );
}

/** The words once they have stood for a moment; none at once. */
function useLasting(words: string): string {
  const [lasting, setLasting] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setLasting(words), words ? PATIENCE : 0);
    return () => clearTimeout(timer);
  }, [words]);
  return words ? lasting : "";
}
