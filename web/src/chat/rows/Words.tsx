/** What the agent wrote, as Markdown; its plain text until the code for that has come. */
import { lazy, Suspense } from "react";
import styles from "../chat.module.css";

const Markdown = lazy(() => import("./Markdown"));

export function Words({ text, isStreaming }: { text: string; isStreaming: boolean }) {
  return (
    <Suspense fallback={<div className={styles.plain}>{text}</div>}>
      <Markdown text={text} isStreaming={isStreaming} />
    </Suspense>
  );
}
