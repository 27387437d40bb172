/** Which kind of field a part of a schema is. */
import { choicesOf } from "./choices";
import type { Kind } from "./model";
import { isRecord } from "./pointers";

type Words = Readonly<Record<string, unknown>>;

/** What no field here can draw; a part with one of these is edited as JSON. */
const BEYOND = [
  "allOf",
  "anyOf",
  "oneOf",
  "not",
  "if",
  "then",
  "else",
  "patternProperties",
  "propertyNames",
  "prefixItems",
  "contains",
  "dependentSchemas",
  "dependentRequired",
  "$dynamicRef",
];

const BY_FORMAT: Readonly<Record<string, Kind>> = {
  date: "date",
  "local-time": "time",
  "date-time": "date-time",
  "time-zone": "zone",
  "credential-ref": "credential",
};

const LONG_FROM = 200; // characters that a single line still shows well enough

export function kindOf(words: Words): Kind {
  if (choicesOf(words).length > 0) return "choice";
  if (BEYOND.some((word) => word in words)) return "json";
  switch (words.type) {
    case "object":
      return ofObject(words);
    case "array":
      return ofArray(words);
    case "string":
      return ofText(words);
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "yes-no";
    default:
      return "json";
  }
}

function ofObject(words: Words): Kind {
  if (isRecord(words.properties) && Object.keys(words.properties).length > 0) return "group";
  return words.additionalProperties === false ? "group" : "map";
}

function ofArray(words: Words): Kind {
  if (!isRecord(words.items)) return "json";
  return words.uniqueItems === true && choicesOf(words.items).length > 0 ? "choices" : "list";
}

function ofText(words: Words): Kind {
  if (typeof words.format === "string") return BY_FORMAT[words.format] ?? "text";
  const most = words.maxLength;
  if (typeof most === "number") return most > LONG_FROM ? "long-text" : "text";
  return words.pattern === undefined ? "long-text" : "text";
}
