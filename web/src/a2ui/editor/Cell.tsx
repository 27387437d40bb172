/** One cell: an input of its column's type, named by column and row, with what is wrong with it below. */
import { Checkbox, Input } from "@mantine/core";
import type { ChangeEvent } from "react";
import type { Column } from "../schemas";
import styles from "./editor.module.css";

interface Props {
  column: Column;
  /** Of the input, unique on the page; its problem's is `${id}-problem`. */
  id: string;
  name: string;
  text: string;
  problem: string;
  onText: (text: string) => void;
  onLeave: () => void;
}

const TYPES: Partial<Record<Column["type"], string>> = {
  date: "date",
  datetime: "datetime-local",
  time: "time",
};

export function Cell(props: Props) {
  const { column, id, problem } = props;
  return (
    <td className={styles.cell} data-type={column.type}>
      <span className={styles.label} aria-hidden>
        {column.label}
        {column.required && " *"}
      </span>
      {column.type === "boolean" ? <Tick {...props} /> : <Field {...props} />}
      {problem && (
        <Input.Error id={`${id}-problem`} size="xs" mt={2}>
          {problem}
        </Input.Error>
      )}
    </td>
  );
}

function Field(props: Props) {
  const { column, text, onText } = props;
  const common = {
    ...described(props),
    size: "xs" as const,
    withAria: false, // it would name no problem
    value: text,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLSelectElement>) => onText(event.currentTarget.value),
  };
  if (column.type === "choice") {
    return (
      <Input component="select" {...common} pointer>
        <option value="">{column.required ? "Choose…" : "–"}</option>
        {column.options?.map((option) => (
          <option key={String(option)}>{String(option)}</option>
        ))}
      </Input>
    );
  }
  const isNumber = column.type === "number" || column.type === "integer";
  return (
    <Input
      {...common}
      type={TYPES[column.type] ?? "text"}
      autoComplete="off"
      {...(isNumber && { inputMode: "decimal", classNames: { input: styles.number } })}
    />
  );
}

function Tick(props: Props) {
  const { text, onText } = props;
  return (
    <Checkbox
      {...described(props)}
      size="xs"
      mt={6}
      checked={text === "true"}
      onChange={(event) => onText(String(event.currentTarget.checked))}
    />
  );
}

function described({ column, id, name, problem, onLeave }: Props) {
  return {
    id,
    "aria-label": name,
    "aria-required": column.required || undefined,
    "aria-describedby": problem ? `${id}-problem` : undefined,
    "aria-invalid": problem ? true : undefined,
    error: Boolean(problem),
    onBlur: onLeave,
    "data-cell": column.key,
  };
}
