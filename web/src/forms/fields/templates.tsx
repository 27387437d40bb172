/** How the form library lays out what it walks through. */
import { ActionIcon, Box, Button, Group, Stack, VisuallyHidden } from "@mantine/core";
import type {
  ArrayFieldItemTemplateProps,
  ArrayFieldTemplateProps,
  FieldTemplateProps,
  ObjectFieldTemplateProps,
} from "@rjsf/utils";
import { createContext, useContext, useEffect, useRef, useState } from "react";
import { isShown } from "../configured";
import { useField } from "../field";
import { valueAt } from "../pointers";
import { useScope } from "../scope";
import { ChangeMark } from "./ChangeMark";
import { useConfigured } from "./useConfigured";

export function FieldTemplate({ children, fieldPathId, formData, onChange }: FieldTemplateProps<unknown>) {
  return (
    <Box miw={0}>
      {children}
      <ChangeMark
        path={fieldPathId.path}
        value={formData}
        onReset={(before) => onChange(before, fieldPathId.path)}
      />
    </Box>
  );
}

export function ObjectFieldTemplate({
  properties,
  fieldPathId,
  formData,
}: ObjectFieldTemplateProps<unknown>) {
  const { node } = useField(fieldPathId.path, formData, () => undefined);
  const context = useConfigured();
  const shown = properties.filter(({ name }) => isShown(node, name, valueAt(formData, [name]), context));
  return (
    <Stack gap="sm">
      {shown.map(({ name, content }) => (
        <Box key={name}>{content}</Box>
      ))}
    </Stack>
  );
}

interface Ordering {
  /** Focuses this control once the list has changed, and says so aloud. */
  afterwards: (id: string, words: string) => void;
}

const OrderingContext = createContext<Ordering>({ afterwards: () => undefined });

export function ArrayFieldTemplate({
  items,
  canAdd,
  onAddClick,
  fieldPathId,
  formData,
}: ArrayFieldTemplateProps<unknown>) {
  const field = useField(fieldPathId.path, formData, () => undefined);
  const next = useRef("");
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (next.current) focusField(next.current);
    next.current = "";
  });
  const afterwards = (id: string, words: string) => {
    next.current = id;
    setSaid(words);
  };
  const noun = field.node.element?.title.toLowerCase() || "entry";
  const add = () => {
    afterwards(`${field.id}/${items.length}`, "");
    onAddClick();
  };
  return (
    <OrderingContext.Provider value={{ afterwards }}>
      <Stack gap={6}>
        {items}
        {canAdd && !field.readOnly && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={add}
            id={`${field.id}/add`}
            style={{ alignSelf: "flex-start" }}
          >
            Add {noun}
          </Button>
        )}
        <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
      </Stack>
    </OrderingContext.Provider>
  );
}

export function ArrayFieldItemTemplate({
  children,
  buttonsProps,
  index,
  totalItems,
}: ArrayFieldItemTemplateProps<unknown>) {
  const { afterwards } = useContext(OrderingContext);
  const { readOnly } = useScope();
  const { fieldPathId, hasMoveUp, hasMoveDown, onMoveUpItem, onMoveDownItem, onRemoveItem } = buttonsProps;
  const { id, name } = useField(fieldPathId.path, undefined, () => undefined);
  const list = id.slice(0, id.lastIndexOf("/"));
  const move = (to: number, act: () => void, side: string) => {
    const ends = to === 0 || to === totalItems - 1;
    const button = ends ? (to === 0 ? "down" : "up") : side;
    afterwards(`${list}/${to}/${button}`, `${name} is now number ${to + 1} of ${totalItems}.`);
    act();
  };
  const remove = () => {
    const left = totalItems - 1;
    afterwards(
      left === 0 ? `${list}/add` : `${list}/${Math.min(index, left - 1)}/remove`,
      `${name} is gone.`,
    );
    onRemoveItem();
  };
  const button = (part: string, sign: string, label: string, act: () => void) => (
    <ActionIcon variant="subtle" color="gray" size="md" id={`${id}/${part}`} aria-label={label} onClick={act}>
      {sign}
    </ActionIcon>
  );
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <Box flex={1} miw={0}>
        {children}
      </Box>
      {!readOnly && (
        <Group gap={0} wrap="nowrap">
          {hasMoveUp && button("up", "↑", `Move ${name} up`, () => move(index - 1, onMoveUpItem, "up"))}
          {hasMoveDown &&
            button("down", "↓", `Move ${name} down`, () => move(index + 1, onMoveDownItem, "down"))}
          {button("remove", "×", `Remove ${name}`, remove)}
        </Group>
      )}
    </Group>
  );
}

/** The control itself, or the first one inside. */
export function focusField(id: string): void {
  const found = document.getElementById(id);
  if (!found) return;
  const inner = found.matches("input,select,textarea,button")
    ? found
    : found.querySelector<HTMLElement>("input,select,textarea,button");
  inner?.focus();
  (inner ?? found).scrollIntoView({ block: "nearest" });
}
