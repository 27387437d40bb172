/** Which control a field has, by what it is and by what stands in it. */
import type { ComponentType } from "react";
import type { Field } from "../field";
import type { Kind } from "../model";
import { isRecord } from "../pointers";
import { ChoiceControl } from "./ChoiceControl";
import { ChoicesControl } from "./ChoicesControl";
import { CredentialControl } from "./CredentialControl";
import { DateControl } from "./DateControl";
import { DateTimeControl } from "./DateTimeControl";
import { JsonControl } from "./JsonControl";
import { MapControl } from "./MapControl";
import { NumberControl } from "./NumberControl";
import { ReadControl } from "./ReadControl";
import { TextControl } from "./TextControl";
import { YesNoControl } from "./YesNoControl";
import { ZoneControl } from "./ZoneControl";

export interface ControlProps {
  field: Field;
}

const CONTROLS: Readonly<Record<Exclude<Kind, "group" | "list">, ComponentType<ControlProps>>> = {
  choice: ChoiceControl,
  choices: ChoicesControl,
  "yes-no": YesNoControl,
  text: TextControl,
  "long-text": TextControl,
  number: NumberControl,
  date: DateControl,
  time: DateControl,
  "date-time": DateTimeControl,
  zone: ZoneControl,
  credential: CredentialControl,
  map: MapControl,
  json: JsonControl,
};

const CHOSEN: ReadonlySet<Kind> = new Set(["choice", "choices", "yes-no", "credential", "zone"]);

/** A value of another type than the schema's is shown as the JSON that it is. */
export function controlFor(kind: Kind, value: unknown, readOnly: boolean): ComponentType<ControlProps> {
  if (kind === "group" || kind === "list" || !fits(kind, value)) return JsonControl;
  return readOnly && CHOSEN.has(kind) ? ReadControl : CONTROLS[kind];
}

export function fits(kind: Kind, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  switch (kind) {
    case "json":
    case "choice":
      return true;
    case "group":
    case "map":
      return isRecord(value);
    case "list":
    case "choices":
      return Array.isArray(value);
    case "number":
      return typeof value === "number";
    case "yes-no":
      return typeof value === "boolean";
    default:
      return typeof value === "string";
  }
}
