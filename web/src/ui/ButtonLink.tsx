/** A link within the app that looks like a button, and knows the addresses there are. */
import { Button, type ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";

type Props = ButtonProps & Omit<ComponentPropsWithRef<"a">, keyof ButtonProps>;

export const ButtonLink = createLink((props: Props) => <Button component="a" {...props} />);
