/** Any value of arguments, contents or answers, as a person reads it. */
import { Anchor, Code, Text } from "@mantine/core";
import { Visible } from "../Visible";
import { When } from "../When";
import { Fields } from "./Fields";
import { ValueTable } from "./ValueTable";

const ID = /^[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}$|^[0-9a-f]{40,}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;
const ADDRESS = /^https:\/\/\S+$/;

export function Value({ value }: { value: unknown }) {
  if (isNothing(value)) return <Nothing />;
  if (typeof value === "boolean") return <>{value ? "Yes" : "No"}</>;
  if (Array.isArray(value)) return <Several items={value} />;
  if (typeof value === "object") return <Fields of={{ ...value }} />;
  return <Said text={String(value)} />;
}

function Said({ text }: { text: string }) {
  if (ID.test(text)) return <Code style={{ overflowWrap: "anywhere" }}>{text}</Code>;
  if (MOMENT.test(text)) return <When at={text} />;
  if (ADDRESS.test(text))
    return (
      <Anchor href={text} target="_blank" rel="noopener noreferrer" inherit>
        {text}
      </Anchor>
    );
  return (
    <span style={{ whiteSpace: "pre-wrap" }}>
      <Visible text={text} />
    </span>
  );
}

function Several({ items }: { items: unknown[] }) {
  if (items.some((item) => typeof item === "object" && item !== null)) return <ValueTable rows={items} />;
  return <Said text={items.map(String).join(", ")} />;
}

function Nothing() {
  return (
    <Text span inherit c="dimmed">
      None
    </Text>
  );
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.keys(value).length === 0;
}
