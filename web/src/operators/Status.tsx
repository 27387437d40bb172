/** A status in words, with a colour that only repeats it. */
import { Badge } from "@mantine/core";
import styles from "./Status.module.css";
import { plain, toneOf } from "./words";

export function Status({ status }: { status: string }) {
  if (!status) return null;
  return (
    <Badge
      variant="outline"
      color={toneOf(status)}
      tt="none"
      className={styles.whole}
      data-tone={toneOf(status)}
    >
      {plain(status)}
    </Badge>
  );
}
