/** An answer is its body; a refusal is a Problem in the server's own words. */
import { expect, it, vi } from "vitest";
import { api, read, readWhole } from "./client";
import type { Problem } from "./problem";

function answering(response: () => Response): void {
  vi.stubGlobal("fetch", async () => response());
}

const asked = () => read(api.GET("/api/v1/policies"));
const refused = () =>
  asked().then(
    () => Promise.reject(new Error("it was not refused")),
    (thrown: Problem) => thrown,
  );

it("an answer is its body, with its headers where they are asked for", async () => {
  const body = { hosts: [], additions: [], version: 1, revision: 3 };
  answering(() => Response.json(body, { headers: { ETag: '"3"' } }));
  expect(await asked()).toEqual(body);
  const whole = await readWhole(api.GET("/api/v1/policies"));
  expect(whole.response.headers.get("ETag")).toBe('"3"');
});

it("a refusal says the server's own words, rule and errors", async () => {
  const said = {
    title: "Invalid input",
    status: 422,
    detail: "No.",
    rule: "role",
    errors: [{ pointer: "/a", detail: "b" }],
  };
  answering(() => Response.json(said, { status: 422 }));
  const problem = await refused();
  expect([problem.status, problem.message, problem.rule]).toEqual([422, "No.", "role"]);
  expect(problem.errors).toEqual(said.errors);
});

it("a refusal that is no document of ours still says its status", async () => {
  answering(() => new Response("<html>", { status: 502 }));
  expect((await refused()).document).toMatchObject({ title: "HTTP 502", status: 502 });
});

it("no answer at all says so", async () => {
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("Failed to fetch");
  });
  expect((await refused()).status).toBe(0);
});
