/** Short messages, drawn by code that comes with the first of them. */
import { MantineProvider } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { act, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Notices } from "./Notices";

test("the first message is drawn too, though nothing that draws was there when it came", async () => {
  render(<Notices />, { wrapper: MantineProvider });
  act(() => void notifications.show({ title: "Saved", message: "Two rows" }));
  expect(await screen.findByText("Two rows")).toBeTruthy();
});
