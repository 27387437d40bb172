/** One conversation in the list of them; the router marks the one that is read. */
import { NavLink, type NavLinkProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";

type Props = NavLinkProps & Omit<ComponentPropsWithRef<"a">, keyof NavLinkProps>;

export const ThreadLink = createLink((props: Props) => <NavLink component="a" py={6} {...props} />);
