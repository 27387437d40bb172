/** One line of the editor. It is drawn again only when something of itself changes. */
import { ActionIcon, Button } from "@mantine/core";
import { type Dispatch, memo } from "react";
import type { Column } from "../schemas";
import { Cell } from "./Cell";
import { Conflict } from "./Conflict";
import styles from "./editor.module.css";
import { isChanged, isTyped, type Line, type Table } from "./lines";
import type { Act } from "./state";

export interface LineProps {
  table: Table;
  line: Line;
  /** As a person counts: 1 is the first. */
  number: number;
  formId: string;
  canDelete: boolean;
  /** What is wrong, by column; the same object as long as nothing changes. */
  problems: Readonly<Record<string, string>>;
  dispatch: Dispatch<Act>;
}

export const LineRow = memo(function LineRow(props: LineProps) {
  const { table, line, number, formId, canDelete, dispatch } = props;
  const name = (column: Column) =>
    table.rowKey === undefined ? column.label : `${column.label}, row ${number}`;
  return (
    <tr
      className={styles.row}
      data-line={line.id}
      data-changed={isChanged(table, line) || undefined}
      data-gone={line.gone || undefined}
      data-conflict={line.theirs !== undefined || undefined}
    >
      {table.columns.map((column) =>
        line.gone ? (
          <td key={column.key} className={styles.cell} data-type={column.type}>
            <span className={styles.text}>{line.texts[column.key]}</span>
          </td>
        ) : (
          <Cell
            key={column.key}
            column={column}
            id={`${formId}-${line.id}-${column.key}`}
            name={name(column)}
            text={line.texts[column.key] ?? ""}
            problem={said(props, column)}
            onText={(text) => dispatch({ kind: "type", line: line.id, column: column.key, text })}
            onLeave={() =>
              props.problems[column.key] && dispatch({ kind: "leave", line: line.id, column: column.key })
            }
          />
        ),
      )}
      {canDelete && <Removal {...props} />}
      {line.told?.[""] && line.theirs === undefined && (
        <td className={styles.wide}>
          <span className={styles.text} data-told>
            {line.told[""]}
          </span>
        </td>
      )}
      {line.theirs !== undefined && <Conflict {...props} theirs={line.theirs} />}
    </tr>
  );
});

/** What is said at a cell: never that something is missing before the person has been there. */
function said({ line, problems }: LineProps, column: Column): string {
  const own = problems[column.key] ?? "";
  const isDue = line.left[column.key] || (isTyped(column, line) && line.texts[column.key] !== "");
  return (isDue || line.base ? own : "") || (line.told?.[column.key] ?? "");
}

function Removal({ line, number, dispatch }: LineProps) {
  const act = (kind: "remove" | "restore") => () => dispatch({ kind, line: line.id });
  return (
    <td className={styles.removal}>
      {line.gone ? (
        <Button
          size="compact-xs"
          variant="default"
          onClick={act("restore")}
          aria-label={`Put back row ${number}`}
          data-removal
        >
          Put back
        </Button>
      ) : (
        <ActionIcon
          size="md"
          variant="subtle"
          color="gray"
          c="dimmed"
          onClick={act("remove")}
          aria-label={`Delete row ${number}`}
          data-removal
        >
          ✕
        </ActionIcon>
      )}
    </td>
  );
}
