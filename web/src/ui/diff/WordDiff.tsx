/** A text's change by word: what went struck through, what came underlined. */
import { Text } from "@mantine/core";
import styles from "./diff.module.css";
import type { Piece } from "./words";

const TAGS = { equal: "span", delete: "del", insert: "ins" } as const;

export function WordDiff({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <Text size="sm" component="div" className={styles.text}>
      {pieces.map(({ op, text }, at) => {
        const Tag = TAGS[op];
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have their place alone to tell them apart
        return <Tag key={at}>{text}</Tag>;
      })}
    </Text>
  );
}
