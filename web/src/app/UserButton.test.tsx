/** The menu behind a person's name, whose code comes with the click. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { lazy } from "react";
import { expect, test } from "vitest";
import { type Me, meQuery } from "../session/me";
import { Opening } from "../ui/Opening";
import { UserButton } from "./UserButton";

const UserMenu = lazy(() => import("./UserMenu"));

function shown() {
  const client = new QueryClient();
  const me: Me = {
    name: "Ann",
    email: "ann@example.com",
    roles: ["customer"],
    timezone: "UTC",
    tenant_id: "t",
    user_id: "u",
    session_expires_at: "2026-12-01T12:00:00Z",
  };
  client.setQueryData(meQuery.queryKey, me);
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <Opening button={(open) => <UserButton onClick={open} />} panel={<UserMenu />} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

test("the first click opens it, and the keyboard goes on inside", async () => {
  shown();
  await userEvent.click(screen.getByTitle("You and your settings"));
  expect(await screen.findByText("Sign out")).toBeTruthy();
});

test("once closed, the focus is on the name again", async () => {
  shown();
  await userEvent.click(screen.getByTitle("You and your settings"));
  await screen.findByText("Sign out");
  await userEvent.keyboard("{Escape}");
  expect(document.activeElement).toBe(screen.getByTitle("You and your settings"));
});
