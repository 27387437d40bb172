/** Keys of a page. */
import { renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { setShortcuts, useKeys } from "./shortcuts";

function press(init: KeyboardEventInit): void {
  window.dispatchEvent(new KeyboardEvent("keydown", { cancelable: true, ...init }));
}

test("Ctrl+Enter that is held down acts once, so that it never confirms what it has just asked", () => {
  const act = vi.fn();
  renderHook(() => useKeys({ "mod+Enter": act }));
  press({ key: "Enter", ctrlKey: true });
  press({ key: "Enter", ctrlKey: true, repeat: true });
  expect(act).toHaveBeenCalledTimes(1);
});

test("a letter that is held down goes on", () => {
  const act = vi.fn();
  renderHook(() => useKeys({ j: act }));
  press({ key: "j" });
  press({ key: "j", repeat: true });
  expect(act).toHaveBeenCalledTimes(2);
});

test("of two that want one key it is the later's alone, and the other's again once that is gone", () => {
  const [page, dialog] = [vi.fn(), vi.fn()];
  renderHook(() => useKeys({ "mod+Enter": page }));
  const opened = renderHook(() => useKeys({ "mod+Enter": dialog }));
  press({ key: "Enter", ctrlKey: true });
  expect([page, dialog].map((act) => act.mock.calls.length)).toEqual([0, 1]);
  opened.unmount();
  press({ key: "Enter", ctrlKey: true });
  expect([page, dialog].map((act) => act.mock.calls.length)).toEqual([1, 1]);
});

test("letters rest where they are switched off", () => {
  const act = vi.fn();
  renderHook(() => useKeys({ j: act }));
  setShortcuts(false);
  press({ key: "j" });
  setShortcuts(true);
  press({ key: "j" });
  expect(act).toHaveBeenCalledTimes(1);
});
