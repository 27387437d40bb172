/** The BatchEditor of our catalogue: bound to the surface's data model, it sends the changes and takes what comes back. */
import { useMemo, useRef } from "react";
import type { Changes } from "./editor/changes";
import { Editor } from "./editor/Editor";
import { Standing } from "./editor/Standing";
import { useLine } from "./line";
import { type Shown, setInContext } from "./packages";
import type { batchEditor } from "./schemas";
import { isRow } from "./standing";
import type { ActionOutcome, Row } from "./types";

export function BatchEditor(shown: Shown<typeof batchEditor>) {
  const { props, context } = shown;
  const { answered, send } = useLine();
  const title = typeof props.title === "string" ? props.title : "";
  const { rowKey } = props;
  const columns = useSame(props.columns);
  const given = useSame(props.rows);
  const rows = useMemo(() => rowsIn(given), [given]);
  const table = useMemo(() => ({ columns, ...(rowKey !== undefined && { rowKey }) }), [columns, rowKey]);
  if (answered) return <Standing title={title} columns={columns} rows={rows} />;

  const save = async ({ upserts, deletes }: Changes): Promise<ActionOutcome> => {
    props.setUpserts([...upserts]);
    props.setDeletes([...deletes]);
    const outcome = await send(context.componentModel.id, props.action);
    if (outcome.kind === "conflict") {
      setInContext(shown, "revision", outcome.revision);
      props.setRows([...outcome.rows]);
    }
    return outcome;
  };
  return (
    <Editor
      title={title}
      table={table}
      rows={rows}
      hasMore={props.more === true}
      canAdd={props.canAdd}
      canDelete={props.canDelete}
      submitLabel={props.submitLabel}
      save={save}
    />
  );
}

function rowsIn(value: unknown): Row[] {
  return Array.isArray(value) ? value.filter(isRow) : [];
}

/** The value from before as long as it says the same: the renderer copies lists whenever another property changes. */
function useSame<T>(value: T): T {
  const text = JSON.stringify(value);
  const kept = useRef({ value, text });
  if (kept.current.text !== text) kept.current = { value, text };
  return kept.current.value;
}
