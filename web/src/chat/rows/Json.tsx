/** JSON for people: the members of an object one by one, whatever is deeper as it stands. */
import { Text } from "@mantine/core";
import { Visible } from "../../ui/Visible";
import styles from "../chat.module.css";
import { parsed } from "../transcript/reading";

/** As far as it has come; text that is no JSON yet is shown as text. */
export function JsonText({ title, json, isWhole }: { title: string; json: string; isWhole: boolean }) {
  return <Json title={title} value={isWhole && json ? parsed(json) : json} />;
}

export function Json({ title, value }: { title: string; value: unknown }) {
  return (
    <section aria-label={title}>
      <Text size="xs" c="dimmed" mt={6}>
        {title}
      </Text>
      {isFlat(value) ? <Fields value={value} /> : <Block value={value} />}
    </section>
  );
}

function Fields({ value }: { value: Readonly<Record<string, unknown>> }) {
  return (
    <dl className={styles.fields}>
      {Object.entries(value).map(([name, held]) => (
        <Field key={name} name={name} held={held} />
      ))}
    </dl>
  );
}

function Field({ name, held }: { name: string; held: unknown }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{held === null ? "–" : <Visible text={String(held)} />}</dd>
    </>
  );
}

function Block({ value }: { value: unknown }) {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <pre className={styles.block} tabIndex={0}>
      <Visible text={text || "Nothing"} />
    </pre>
  );
}

function isFlat(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const held = Object.values(value);
  return held.length > 0 && held.every((each) => each === null || typeof each !== "object");
}
