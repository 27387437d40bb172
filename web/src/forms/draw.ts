/** A form's model as the form library walks it: groups and lists are its own, everything else is one field of ours. */
import type { RJSFSchema, UiSchema } from "@rjsf/utils";
import type { Node } from "./model";

export interface Drawing {
  schema: RJSFSchema;
  uiSchema: UiSchema<unknown>;
}

/** Without a Submit of the library's. */
export function drawForm(root: Node): Drawing {
  const { schema, uiSchema } = draw(root);
  return { schema, uiSchema: { ...uiSchema, "ui:submitButtonOptions": { norender: true } } };
}

/** Without any rule, and without defaults: the library then neither checks nor fills in anything. */
function draw(node: Node): Drawing {
  if (node.kind === "group") return ofGroup(node);
  if (node.kind === "list" && node.element) return ofList(node, node.element);
  return { schema: { title: node.title || " " }, uiSchema: { "ui:field": "Leaf" } };
}

function ofGroup(node: Node): Drawing {
  const members = [...node.members].map(([name, member]) => [name, draw(member)] as const);
  return {
    schema: {
      type: "object",
      title: node.title,
      additionalProperties: false,
      properties: Object.fromEntries(members.map(([name, drawing]) => [name, drawing.schema])),
    },
    uiSchema: {
      "ui:field": "Group",
      ...Object.fromEntries(members.map(([name, drawing]) => [name, drawing.uiSchema])),
    },
  };
}

function ofList(node: Node, element: Node): Drawing {
  const inner = draw(element);
  const { maxItems } = node.schema;
  return {
    schema: {
      type: "array",
      title: node.title,
      items: { ...inner.schema, default: beginning(element) },
      ...(typeof maxItems === "number" && { maxItems }),
    },
    uiSchema: { "ui:field": "List", items: inner.uiSchema },
  };
}

/** What a new element is before anything is said about it. */
function beginning(element: Node): "" | null | [] | Record<string, never> {
  switch (element.kind) {
    case "text":
    case "long-text":
      return "";
    case "group":
    case "map":
      return {};
    case "list":
    case "choices":
      return [];
    default:
      return null;
  }
}
