/** A drawer with one thing in full; what is open stands in the address, so that it can be linked to. */
import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  id: string | undefined;
  title: string;
  onClose: () => void;
  children: (id: string) => ReactNode;
}

export function Details({ id, title, onClose, children }: Props) {
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      title={title}
      position="right"
      size="lg"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {id && children(id)}
    </Drawer>
  );
}
