/** A link within the app that looks like any other, and knows the addresses there are. */
import { Anchor, type AnchorProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";

type Props = AnchorProps & Omit<ComponentPropsWithRef<"a">, keyof AnchorProps>;

export const AnchorLink = createLink((props: Props) => <Anchor size="sm" {...props} />);
