/** A form of the agent's in the chat: an A2UI surface of our own catalogue, drawn by the official runtime. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { LineProvider } from "./line";
import { Opened } from "./opened";
import { Drawn } from "./packages";
import { CannotShow } from "./plain";
import type { ActionMessage, ActionOutcome, SurfaceError, SurfaceProps } from "./types";

type Action = ActionMessage["action"];

export default function Surface(props: SurfaceProps) {
  return <Live key={props.messageId} {...props} />;
}

function Live({ operations, answered, onAction, onError = toConsole }: SurfaceProps) {
  const latest = useRef({ onAction, onError });
  latest.current = { onAction, onError };
  const waiting = useRef(new Map<string, (action: Action) => void>());
  const [heard] = useState(() => ({
    onAction: (action: Action) => waiting.current.get(action.sourceComponentId)?.(action),
    onError: (error: SurfaceError) => queueMicrotask(() => latest.current.onError(error)),
  }));
  const [opened, setOpened] = useState(() => new Opened(operations, heard));
  useEffect(() => {
    if (!opened.takes(operations)) setOpened(new Opened(operations, heard));
  }, [operations, opened, heard]);

  const send = useCallback(
    (componentId: string, fire: () => void) =>
      new Promise<ActionOutcome>((resolve, reject) => {
        waiting.current.set(componentId, (action) => {
          waiting.current.delete(componentId);
          latest.current.onAction({ version: "v0.9", action }).then(resolve, reject);
        });
        fire();
      }),
    [],
  );
  const line = useMemo(() => ({ answered, send }), [answered, send]);
  return (
    <div ref={useKeptFocus(opened)} tabIndex={-1}>
      <LineProvider value={line}>
        {opened.model && !opened.problem ? (
          <Drawn surface={opened.model} />
        ) : (
          <CannotShow what={opened.problem} />
        )}
      </LineProvider>
    </div>
  );
}

/** Whoever was in the form is still there when a line of text takes its place. */
function useKeptFocus(opened: Opened) {
  const place = useRef<HTMLDivElement>(null);
  const inside = useRef(false);
  useEffect(() => {
    const note = () => {
      inside.current = place.current?.contains(document.activeElement) ?? false;
    };
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another surface is the occasion
  useLayoutEffect(() => {
    if (inside.current && !place.current?.contains(document.activeElement)) place.current?.focus();
  }, [opened]);
  return place;
}

function toConsole({ code, surfaceId, message }: SurfaceError): void {
  console.error(`A2UI ${code} in ${surfaceId || "a surface"}: ${message}`);
}
