/** How the form library lays out a list: its elements in their order, by mouse and by keyboard. */
import { ActionIcon, Box, Button, Group, Stack, VisuallyHidden } from "@mantine/core";
import type { ArrayFieldItemTemplateProps, ArrayFieldTemplateProps } from "@rjsf/utils";
import { createContext, useContext, useEffect, useRef, useState } from "react";
import { useField } from "../field";
import { focusField } from "../focus";
import { useScope } from "../scope";

/** Moves to this control once the list has changed, and says what happened for those who do not see it. */
type Afterwards = (id: string, words: string) => void;

const AfterwardsContext = createContext<Afterwards>(() => undefined);

export function ArrayFieldTemplate(props: ArrayFieldTemplateProps<unknown>) {
  const { items, canAdd, onAddClick, fieldPathId, formData } = props;
  const { id, node, readOnly } = useField(fieldPathId.path, formData, () => undefined);
  const next = useRef("");
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (next.current) focusField(next.current);
    next.current = "";
  });
  const afterwards = (control: string, words: string) => {
    next.current = control;
    setSaid(words);
  };
  const add = () => {
    afterwards(`${id}/${items.length}`, "");
    onAddClick();
  };
  return (
    <AfterwardsContext.Provider value={afterwards}>
      <Stack gap={6}>
        {items}
        {canAdd && !readOnly && (
          <Button size="compact-xs" variant="default" onClick={add} id={`${id}/add`} w="fit-content">
            Add {node.element?.title.toLowerCase() || "entry"}
          </Button>
        )}
        <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
      </Stack>
    </AfterwardsContext.Provider>
  );
}

export function ArrayFieldItemTemplate(props: ArrayFieldItemTemplateProps<unknown>) {
  const { readOnly } = useScope();
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <Box flex={1} miw={0}>
        {props.children}
      </Box>
      {!readOnly && <ItemButtons {...props} />}
    </Group>
  );
}

function ItemButtons({ buttonsProps, index, totalItems }: ArrayFieldItemTemplateProps<unknown>) {
  const afterwards = useContext(AfterwardsContext);
  const { fieldPathId, hasMoveUp, hasMoveDown, onMoveUpItem, onMoveDownItem, onRemoveItem } = buttonsProps;
  const { id, name } = useField(fieldPathId.path, undefined, () => undefined);
  const list = id.slice(0, id.lastIndexOf("/"));
  const last = totalItems - 1;
  const up = () => {
    const to = index - 1;
    afterwards(
      `${list}/${to}/${to > 0 ? "up" : "down"}`,
      `${name} is now number ${to + 1} of ${totalItems}.`,
    );
    onMoveUpItem();
  };
  const down = () => {
    const to = index + 1;
    afterwards(
      `${list}/${to}/${to < last ? "down" : "up"}`,
      `${name} is now number ${to + 1} of ${totalItems}.`,
    );
    onMoveDownItem();
  };
  const remove = () => {
    const neighbour = `${list}/${Math.min(index, last - 1)}/remove`;
    afterwards(last === 0 ? `${list}/add` : neighbour, `${name} is gone.`);
    onRemoveItem();
  };
  return (
    <Group gap={0} wrap="nowrap">
      {hasMoveUp && <Act id={`${id}/up`} label={`Move ${name} up`} sign="↑" onClick={up} />}
      {hasMoveDown && <Act id={`${id}/down`} label={`Move ${name} down`} sign="↓" onClick={down} />}
      <Act id={`${id}/remove`} label={`Remove ${name}`} sign="×" onClick={remove} />
    </Group>
  );
}

interface ActProps {
  id: string;
  label: string;
  sign: string;
  onClick: () => void;
}

function Act({ id, label, sign, onClick }: ActProps) {
  return (
    <ActionIcon id={id} aria-label={label} onClick={onClick} variant="subtle" color="gray" size="md">
      {sign}
    </ActionIcon>
  );
}
