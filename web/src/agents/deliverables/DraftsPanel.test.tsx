/** The drafts of an agent, several answered at once. */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { deliverable } from "./samples";
import { showPanel } from "./testing";

const BATCH = "POST /api/v1/deliverables/review";
const three = () =>
  ["a", "b", "c"].map((id) =>
    deliverable({ deliverable_id: id, title: `Post ${id}`, digest: `digest ${id}` }),
  );

test("exactly the chosen ones are asked about, and each says what came of it", async () => {
  const { heard } = showPanel(
    { items: three() },
    {
      [BATCH]: () => ({
        status: 207,
        body: {
          results: [
            {
              deliverable_id: "a",
              status: 200,
              approval_id: "apr_a",
              deliverable_status: "approved",
              problem: null,
            },
            { deliverable_id: "c", status: 409, approval_id: "", deliverable_status: "", problem: PROBLEM },
          ],
        },
      }),
    },
  );
  await userEvent.click(await screen.findByRole("checkbox", { name: "Choose Some place: Post a" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Choose Some place: Post c" }));
  await userEvent.click(screen.getByRole("button", { name: "Approve 2…" }));
  const asked = await screen.findByRole("dialog", { name: "Approve 2 drafts?" });
  expect(
    within(asked)
      .getAllByRole("listitem")
      .map((one) => one.textContent),
  ).toEqual(["Some place: Post a version 1", "Some place: Post c version 1"]);
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  const outcome = await screen.findByRole("dialog", { name: "Not all of them went through" });
  expect(within(outcome).getByText(/1 of 2 went through; 1 did not/)).toBeTruthy();
  const rows = within(outcome).getAllByRole("row").slice(1);
  expect(rows.map((row) => row.textContent)).toEqual([
    expect.stringMatching(/Post c.*Not done.*denied already.*cor_5/),
    expect.stringMatching(/Post a.*Approved/),
  ]);
  const sent = heard.find(({ path }) => path.endsWith("/review"))?.body as { items: { digest: string }[] };
  expect(sent.items.map(({ digest }) => digest)).toEqual(["digest a", "digest c"]);
});

test("the filter stands in the address, and none that fits is said", async () => {
  const { router } = showPanel({ items: [] });
  expect(await screen.findByText("Nothing drafted yet")).toBeTruthy();
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "State" }), "Scheduled");
  await waitFor(() => expect(router.state.location.search).toEqual({ status: "scheduled" }));
  expect(await screen.findByText("No draft fits")).toBeTruthy();
});

const PROBLEM = {
  type: "urn:x",
  title: "Conflict",
  status: 409,
  detail: "This was denied already.",
  correlation_id: "cor_5",
};
