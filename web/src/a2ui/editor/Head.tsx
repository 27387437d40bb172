/** The names of the columns, and how wide each is. */
import type { Column } from "../schemas";
import styles from "./editor.module.css";

const WIDTHS: Record<Column["type"], string> = {
  string: "minmax(9rem, 1fr)",
  number: "minmax(5.5rem, 8rem)",
  integer: "minmax(5rem, 7rem)",
  boolean: "minmax(4rem, 6rem)",
  date: "9rem",
  datetime: "12.5rem",
  time: "7rem",
  choice: "minmax(7rem, 10rem)",
};

export function columnsOf(columns: readonly Column[], canDelete: boolean): string {
  const widths = columns.map(({ type }) => WIDTHS[type]);
  return [...widths, ...(canDelete ? ["5.4rem"] : [])].join(" ");
}

export function Head({ columns, canDelete }: { columns: readonly Column[]; canDelete: boolean }) {
  return (
    <thead>
      <tr className={styles.head}>
        {columns.map(({ key, label, required, help }) => (
          <th scope="col" key={key}>
            {label}
            {required && <span aria-hidden> *</span>}
            {help && <div className={styles.help}>{help}</div>}
          </th>
        ))}
        {canDelete && (
          <th scope="col">
            <span className={styles.unseen}>Delete</span>
          </th>
        )}
      </tr>
    </thead>
  );
}
