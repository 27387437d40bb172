import { MantineProvider } from "@mantine/core";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import Surface from "./Surface";
import { components, data, EDITOR, ROWS, saved, weights } from "./samples";
import type { ActionMessage, ActionOutcome, SurfaceError } from "./types";

const onAction = vi.fn<(message: ActionMessage) => Promise<ActionOutcome>>();
const onError = vi.fn<(error: SurfaceError) => void>();

function surface(operations: readonly unknown[], answered = false) {
  return (
    <MantineProvider>
      <Surface
        messageId="m"
        operations={operations}
        answered={answered}
        onAction={onAction}
        onError={onError}
      />
    </MantineProvider>
  );
}

function save() {
  return screen.getByRole("button", { name: "Save" });
}

function context() {
  return onAction.mock.lastCall?.[0].action.context;
}

async function retype(label: string, text: string) {
  const cell = await screen.findByLabelText(label);
  await userEvent.clear(cell);
  if (text) await userEvent.type(cell, text);
  return cell;
}

beforeEach(() => {
  onAction.mockReset().mockResolvedValue({ kind: "saved" });
  onError.mockReset();
});

describe("an editor", () => {
  it("names every cell by its column and row, and shows a small number as it is", async () => {
    render(surface(weights([{ day: "2026-11-20", kg: 0, note: null }, ...ROWS.slice(1)])));
    expect(await screen.findByLabelText("Weight (kg), row 1")).toHaveProperty("value", "0");
    expect(screen.getByLabelText("Date, row 3")).toHaveProperty("value", "2026-11-18");
    expect(screen.getByRole("table", { name: "Weights" })).toBeDefined();
  });

  it("cannot be saved before something is changed, nor while a cell is wrong", async () => {
    render(surface(weights()));
    await screen.findByText("Nothing changed yet.");
    expect(save()).toHaveProperty("disabled", true);
    const cell = await retype("Weight (kg), row 1", "401");
    expect(save()).toHaveProperty("disabled", true);
    expect(cell.getAttribute("aria-invalid")).toBe("true");
    expect(document.getElementById(cell.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
      "At most 400.",
    );
    await retype("Weight (kg), row 1", "79.5");
    expect(save()).toHaveProperty("disabled", false);
  });

  it("sends the changed, new and removed rows alone, numbers as numbers, with the revision it saw", async () => {
    render(surface(weights()));
    await retype("Weight (kg), row 1", "79,5");
    await userEvent.click(screen.getByRole("button", { name: "Delete row 3" }));
    await userEvent.click(screen.getByRole("button", { name: "Add a row" }));
    await retype("Date, row 4", "2026-11-21");
    await retype("Weight (kg), row 4", "80");
    await userEvent.click(save());
    expect(context()).toEqual({
      revision: 7,
      upserts: [
        { day: "2026-11-20", kg: 79.5, note: "morning" },
        { day: "2026-11-21", kg: 80, note: null },
      ],
      deletes: ["2026-11-18"],
    });
    expect(onAction.mock.lastCall?.[0]).toMatchObject({
      version: "v0.9",
      action: { name: "weights.save_batch", surfaceId: "s", sourceComponentId: "root" },
    });
    expect(await screen.findByText("Saved.")).toBe(document.activeElement);
  });

  it("puts a removed row back", async () => {
    render(surface(weights()));
    await userEvent.click(await screen.findByRole("button", { name: "Delete row 2" }));
    expect(screen.queryByLabelText("Weight (kg), row 2")).toBeNull();
    const back = screen.getByRole("button", { name: "Put back row 2" });
    expect(back).toBe(document.activeElement);
    await userEvent.click(back);
    expect(screen.getByLabelText("Weight (kg), row 2")).toHaveProperty("value", "0.5");
    expect(save()).toHaveProperty("disabled", true);
  });

  it("goes down a column by Enter and up by Shift+Enter, and saves by Ctrl+S", async () => {
    render(surface(weights()));
    await retype("Weight (kg), row 1", "79");
    await userEvent.keyboard("{Enter}");
    expect(screen.getByLabelText("Weight (kg), row 2")).toBe(document.activeElement);
    await userEvent.keyboard("{Shift>}{Enter}{/Shift}");
    expect(screen.getByLabelText("Weight (kg), row 1")).toBe(document.activeElement);
    expect(onAction).not.toHaveBeenCalled();
    await userEvent.keyboard("{Control>}s{/Control}");
    expect(onAction).toHaveBeenCalledOnce();
  });

  it("says before that a batch is too large", async () => {
    const rows = Array.from({ length: 91 }, (_, at) => ({ day: `d${at}`, kg: 1, note: null }));
    render(surface(weights(rows)));
    const buttons = await screen.findAllByRole("button", { name: /^Delete row/ });
    for (const button of buttons.slice(0, 90)) button.click();
    expect(await screen.findByText("90 of at most 90 changes at once")).toBeDefined();
    buttons[90]?.click();
    expect(await screen.findByText(/At most 90 changes at once; these are 91/)).toBeDefined();
    expect(save()).toHaveProperty("disabled", true);
  });

  it("does not scold for what is missing in a new row before somebody was there", async () => {
    render(surface(weights()));
    await userEvent.click(await screen.findByRole("button", { name: "Add a row" }));
    await retype("Note, row 4", "x");
    expect(screen.queryByText("Fill this in.")).toBeNull();
    expect(screen.getByText("Date, row 4: Fill this in.")).toBeDefined();
    await userEvent.click(screen.getByLabelText("Weight (kg), row 4"));
    await userEvent.tab();
    expect(screen.getByText("Fill this in.")).toBeDefined();
  });
});

describe("a Save that is refused", () => {
  it("keeps what was typed and says it at the cell", async () => {
    const errors = [{ pointer: "/upserts/0/note", detail: "Not that word." }];
    onAction.mockResolvedValue({ kind: "refused", problem: { title: "Not saved", status: 422, errors } });
    render(surface(weights()));
    await retype("Note, row 2", "rude");
    await userEvent.click(save());
    expect(await screen.findByText("Not that word.")).toBeDefined();
    expect(screen.getByLabelText("Note, row 2")).toBe(document.activeElement);
    await userEvent.type(screen.getByLabelText("Note, row 2"), "r");
    expect(screen.queryByText("Not that word.")).toBeNull();
  });

  it("can be tried again where nobody answered", async () => {
    onAction.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    render(surface(weights()));
    await retype("Note, row 2", "new");
    await userEvent.click(save());
    await screen.findByText("No connection");
    await userEvent.click(save());
    expect(await screen.findByText("Saved.")).toBeDefined();
  });
});

describe("a conflict", () => {
  const [first, ...rest] = ROWS;
  const theirs = [{ ...first, kg: 77 }, ...rest];

  async function torn() {
    const problem = { title: "Not saved", status: 422, detail: "Changed meanwhile." };
    onAction.mockResolvedValueOnce({ kind: "conflict", problem, revision: 9, rows: theirs });
    render(surface(weights()));
    await retype("Weight (kg), row 1", "79");
    await userEvent.click(save());
    return within(await screen.findByRole("group", { name: "Row 1 was changed meanwhile" }));
  }

  it("shows both at the row, and Save waits for a choice", async () => {
    const row = await torn();
    expect(row.getByText("Weight (kg): theirs 77, mine 79")).toBeDefined();
    expect(save()).toHaveProperty("disabled", true);
    expect(screen.getByText("Nothing was saved: a row was changed meanwhile.")).toBeDefined();
  });

  it("that keeps mine is sent over theirs, from the revision that stands now", async () => {
    const row = await torn();
    await userEvent.click(row.getByRole("button", { name: "Keep mine" }));
    await userEvent.click(save());
    expect(context()).toEqual({
      revision: 9,
      upserts: [{ day: "2026-11-20", kg: 79, note: "morning" }],
      deletes: [],
    });
  });

  it("that takes theirs leaves nothing to send", async () => {
    const row = await torn();
    await userEvent.click(row.getByRole("button", { name: "Take theirs" }));
    expect(screen.getByLabelText("Weight (kg), row 1")).toHaveProperty("value", "77");
    expect(screen.getByText("Nothing changed yet.")).toBeDefined();
  });
});

describe("a surface", () => {
  it("that was answered is only read, whatever its operations hold", async () => {
    render(surface(weights(), true));
    expect(await screen.findByText("81.4")).toBeDefined();
    expect(screen.queryByRole("textbox")).toBeNull();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("becomes the server's notice once it was saved, and the focus stays in its place", async () => {
    const { rerender } = render(surface(weights()));
    await retype("Note, row 1", "x");
    await userEvent.click(save());
    await screen.findByText("Saved.");
    rerender(surface(saved(), true));
    expect(await screen.findByRole("status")).toHaveProperty("textContent", "Saved.");
    expect(screen.queryByRole("table")).toBeNull();
    expect(document.activeElement?.contains(screen.getByRole("status"))).toBe(true);
    expect(document.activeElement).not.toBe(document.body);
  });

  it("that is replayed keeps what was typed", async () => {
    const { rerender } = render(surface(weights()));
    await retype("Note, row 1", "mine");
    rerender(surface(structuredClone(weights())));
    expect(screen.getByLabelText("Note, row 1")).toHaveProperty("value", "mine");
  });

  it("takes an updateDataModel that comes after it, and keeps what was typed elsewhere", async () => {
    const { rerender } = render(surface(weights()));
    await retype("Note, row 1", "mine");
    const [first, second, ...rest] = ROWS;
    const more = data([{ ...first }, { ...second, kg: 99 }, ...rest], 8);
    rerender(surface([...weights(), more]));
    expect(await screen.findByDisplayValue("99")).toBeDefined();
    expect(screen.getByLabelText("Note, row 1")).toHaveProperty("value", "mine");
    await userEvent.click(save());
    expect(context()).toMatchObject({ revision: 8, upserts: [{ day: "2026-11-20", note: "mine" }] });
  });

  it("does not write into the operations that it was given", async () => {
    const operations = weights();
    render(surface(operations));
    await retype("Note, row 1", "x");
    await userEvent.click(save());
    expect(operations).toEqual(weights());
  });

  it("with a component that nobody knows shows words in its place, the rest, and reports it", async () => {
    const stack = { id: "root", component: "Stack", children: ["a", "b", "c", "nowhere"] };
    const text = { id: "a", component: "Text", text: "Before" };
    const video = { id: "b", component: "Video", url: "https://example.com" };
    const bad = { ...EDITOR, id: "c", columns: [] };
    vi.spyOn(console, "error");
    render(surface(components(stack, text, video, bad)));
    expect(await screen.findByText("Before")).toBeDefined();
    expect(screen.getAllByText("This part of the form cannot be shown")).toHaveLength(3);
    expect(onError.mock.calls.map(([error]) => error.code)).toEqual([
      "VALIDATION_FAILED",
      "VALIDATION_FAILED",
      "UNRESOLVED_CHILD_REFERENCE",
    ]);
    expect(console.error).not.toHaveBeenCalled();
  });

  it.each([
    ["no operations", []],
    ["another catalogue", [{ version: "v0.9", createSurface: { surfaceId: "s", catalogId: "urn:other" } }]],
    ["another version", [{ ...weights()[0], version: "v2.0" }]],
    ["nonsense", ["x"]],
    ["no root", components({ id: "a", component: "Text", text: "x" })],
  ])("of %s says that it cannot be shown", async (_, operations) => {
    render(surface(operations));
    expect(await screen.findByText("This part of the form cannot be shown")).toBeDefined();
    expect(onError).toHaveBeenCalledOnce();
  });

  it.each([true, false])("says whether rows were left out: %s", async (more) => {
    render(surface([...components(EDITOR), data(ROWS, 7, more)]));
    await screen.findByRole("button", { name: "Save" });
    expect(screen.queryAllByText(/more rows than these 3/)).toHaveLength(more ? 1 : 0);
  });

  it("has fields instead of a table's rows where there is one row only", async () => {
    const { rowKey: _, ...single } = EDITOR;
    const one = { ...single, canAdd: false, canDelete: false, columns: EDITOR.columns.slice(1) };
    render(surface([...components(one), data([{ kg: 80, note: null }])]));
    await retype("Note", "now");
    await userEvent.click(save());
    expect(context()).toEqual({ revision: 7, upserts: [{ kg: 80, note: "now" }], deletes: [] });
  });
});
