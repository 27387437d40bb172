/** The editor of a table's rows: its lines, a new one, and one Save for all that was changed. */
import { Alert, Text } from "@mantine/core";
import { type CSSProperties, type KeyboardEvent, useCallback, useEffect, useId, useRef } from "react";
import { Problem } from "../../api/problem";
import { ProblemNote } from "../../ui/ProblemNote";
import styles from "./editor.module.css";
import { focusAfter, focusObstacle, movesAlong } from "./focus";
import { columnsOf, Head } from "./Head";
import { LineRow } from "./LineRow";
import { SaveBar, Saved } from "./SaveBar";
import type { Act } from "./state";
import { type Editing, useEditor } from "./useEditor";

export interface EditorProps extends Editing {
  title: string;
  /** Rows were left out, too many to show. */
  hasMore?: boolean;
  canAdd: boolean;
  canDelete: boolean;
  submitLabel: string;
}

export function Editor(props: EditorProps) {
  const { title, table, hasMore, canAdd, canDelete, submitLabel } = props;
  const editor = useEditor(props);
  const id = useId();
  const { root, act } = useFocus(editor.dispatch);
  const { problem, phase, conflicts } = editor;
  const failed = problem !== undefined && phase === "editing";
  const torn = conflicts > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: conflicts come a moment after the refusal
  useEffect(() => {
    if (failed && root.current) focusObstacle(root.current);
  }, [failed, torn, root]);

  const hear = (event: KeyboardEvent<HTMLFormElement>) => {
    const isSave = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
    if (isSave) void editor.submit();
    if (isSave || movesAlong(event)) event.preventDefault();
  };
  const width = { "--columns": columnsOf(table.columns, canDelete) } as CSSProperties;
  return (
    <form
      ref={root}
      noValidate
      aria-labelledby={`${id}-title`}
      onKeyDown={hear}
      onSubmit={(event) => {
        event.preventDefault();
        void editor.submit();
      }}
    >
      <Text fw={600} id={`${id}-title`} mb={4}>
        {title}
      </Text>
      {hasMore && (
        <Text size="sm" c="dimmed" mb={4}>
          There are more rows than these {props.rows.length}; ask the agent for the others.
        </Text>
      )}
      <div className={`${styles.frame} ${table.rowKey === undefined ? styles.fields : ""}`}>
        <div className={styles.scroll} inert={phase !== "editing"}>
          <table className={styles.table} aria-labelledby={`${id}-title`} style={width}>
            <Head columns={table.columns} canDelete={canDelete} />
            <tbody>
              {editor.lines.map((line, at) => (
                <LineRow
                  key={line.id}
                  table={table}
                  line={line}
                  number={at + 1}
                  formId={id}
                  canDelete={canDelete}
                  problems={editor.problemsAt(line)}
                  dispatch={act}
                />
              ))}
            </tbody>
          </table>
        </div>
        {conflicts > 0 && (
          <Alert color="yellow.9" variant="outline" role="alert" p="xs" m="xs">
            Nothing was saved: {conflicts === 1 ? "a row was" : `${conflicts} rows were`} changed meanwhile.
          </Alert>
        )}
        {problem && conflicts === 0 && <ProblemNote problem={new Problem(problem)} />}
        {phase === "saved" ? (
          <Saved />
        ) : (
          <SaveBar
            id={`${id}-state`}
            submitLabel={submitLabel}
            changes={editor.changes}
            obstacle={editor.obstacle}
            saving={phase === "saving"}
            {...(canAdd && { onAdd: () => act({ kind: "add" }) })}
          />
        )}
      </div>
    </form>
  );
}

/** An act that takes away what has the focus says where it goes. */
function useFocus(dispatch: (act: Act) => void) {
  const root = useRef<HTMLFormElement>(null);
  const after = useRef<ReturnType<typeof focusAfter>>(undefined);
  const act = useCallback(
    (one: Act) => {
      after.current = focusAfter(one);
      dispatch(one);
    },
    [dispatch],
  );
  useEffect(() => {
    if (root.current) after.current?.(root.current);
    after.current = undefined;
  });
  return { root, act };
}
