/** Keys of a page. */
import { renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { useKeys } from "./shortcuts";

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
