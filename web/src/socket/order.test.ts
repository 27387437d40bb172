import { expect, test } from "vitest";
import { eventFrame } from "./fakes";
import { Order } from "./order";

const seqs = (frames: { seq: number }[]) => frames.map(({ seq }) => seq);

test("frames that come in order are ready at once", () => {
  const order = new Order();
  expect(seqs(order.take(eventFrame(1)))).toEqual([1]);
  expect(seqs(order.take(eventFrame(2)))).toEqual([2]);
  expect(order.hasGap).toBe(false);
});

test("a frame before its turn waits for those that come first", () => {
  const order = new Order();
  expect(order.take(eventFrame(3))).toEqual([]);
  expect(order.take(eventFrame(2))).toEqual([]);
  expect(order.hasGap).toBe(true);
  expect(seqs(order.take(eventFrame(1)))).toEqual([1, 2, 3]);
  expect(order.hasGap).toBe(false);
});

test("a frame that came before is not ready again", () => {
  const order = new Order(5);
  expect(order.take(eventFrame(5))).toEqual([]);
  expect(seqs(order.take(eventFrame(6)))).toEqual([6]);
  expect(order.take(eventFrame(6))).toEqual([]);
});

test("what the server says it has is a gap until it has come", () => {
  const order = new Order(5);
  order.told(6);
  expect(order.hasGap).toBe(true);
  order.take(eventFrame(6));
  expect(order.hasGap).toBe(false);
});
