/** Our A2UI catalogue, `urn:greenlight:catalog:v1`: a schema and a view for each component, and no function at all. */
import { BatchEditor } from "./BatchEditor";
import { catalogue, component } from "./packages";
import { ActionButton, KeyValue, Notice, PlainText, StackOf, Unsupported } from "./plain";
import { batchEditor, button, keyValue, notice, plainText, stack, unsupported } from "./schemas";

export const CATALOGUE_ID = "urn:greenlight:catalog:v1";
export const UNSUPPORTED = "Unsupported";

export const known = catalogue(CATALOGUE_ID, [
  component("BatchEditor", batchEditor, BatchEditor),
  component("Text", plainText, PlainText),
  component("Notice", notice, Notice),
  component("KeyValue", keyValue, KeyValue),
  component("Button", button, ActionButton),
  component("Stack", stack, StackOf),
  component(UNSUPPORTED, unsupported, Unsupported),
]);
