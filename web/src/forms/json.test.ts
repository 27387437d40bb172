import { expect, test } from "vitest";
import { isExact, placeIn, readJson } from "./json";

test.each(['{"a":[1,-2.5e3,true,false,null,"\\u00e9\\n\\"x"],"b":{}}', " [ ] ", '"text"', "0"])(
  "%s is read as JSON.parse reads it",
  (text) => {
    expect(readJson(text)).toEqual({ value: JSON.parse(text) });
  },
);

test.each([
  ['{"a": 1,\n  "b" 2}', 2, 7, "a colon is expected"],
  ["[1,]", 1, 4, "a value is expected"],
  ["[1", 1, 3, "a comma or ] is expected"],
  ['{"a":1 "b":2}', 1, 8, "a comma or } is expected"],
  ['{"a":1,"a":2}', 1, 8, "“a” stands here twice"],
  ["{a:1}", 1, 2, "a name in double quotes is expected"],
  ["12345678901234567890", 1, 1, "this number has more digits than can be kept"],
  ["01", 1, 2, "nothing may follow here"],
  ["", 1, 1, "the text ends too early"],
  ['"a', 1, 1, "this text does not end, or has a sign that JSON does not take"],
  ['"\\x"', 1, 1, "this text does not end, or has a sign that JSON does not take"],
  ["undefined", 1, 1, "a value is expected"],
])("%s is wrong at line %i, column %i: %s", (text, line, column, detail) => {
  expect(readJson(text)).toEqual({ fault: { line, column, detail } });
});

test("a member named __proto__ is a member like any other", () => {
  const reading = readJson('{"__proto__": 1}');
  expect("value" in reading && Object.keys(Object(reading.value))).toEqual(["__proto__"]);
});

test.each([
  ["1.50", true],
  ["0.1", true],
  ["1e21", true],
  ["100", true],
  ["-0.000001", true],
  ["9007199254740993", false],
  ["0.1000000000000000055", false],
  ["1e999", false],
])("%s is kept exactly: %s", (text, exact) => expect(isExact(text)).toBe(exact));

test("a pointer leads to its place in the text, or to the nearest that holds it", () => {
  const text = '{ "a": [1, {"b/c": "x"}] }';
  const at = (pointer: string) => {
    const place = placeIn(text, pointer);
    return place && text.slice(place.from, place.to);
  };
  expect(at("/a/1/b~1c")).toBe('"x"');
  expect(at("/a/1/missing/deeper")).toBe('{"b/c": "x"}');
  expect(at("")).toBe(text);
  expect(placeIn("[1, oops", "/0")).toEqual({ from: 1, to: 2 });
});
