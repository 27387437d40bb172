/** A draft as its author handles it. */
import { readFileSync } from "node:fs";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { refusal, serve } from "../../../../tests/operators/served";
import { showAt } from "../../../../tests/operators/shown";
import EditPage from "./EditPage";

const ID = "dental.recall.v1";
const PATH = `/api/v1/agent-types/${ID}`;
const shipped = JSON.parse(
  readFileSync("../functions/agent_types/shipped/trading.delta_futures.v1.json", "utf8"),
);
const DRAFT = {
  ...shipped,
  agent_type_id: ID,
  version: 2,
  problems: [],
  updated_at: "2026-12-01T10:00:00Z",
  updated_by: "usr_operator",
  revision: 3,
};
const AT_COIN = "/config_schema/properties/default_coin/x-one-of";
const PROBLEMS = [
  { pointer: AT_COIN, detail: "points at no list of string in the configuration" },
  { pointer: "/tools/0", detail: "matches no tool of the catalogue" },
];

/** The API with this draft stored; `answer` is what a save is told. */
function begin(
  draft: object | null = DRAFT,
  put: Parameters<typeof serve>[0][string] = ({ body }) => ({
    body: { ...DRAFT, ...Object(body), revision: 4 },
  }),
) {
  const now = { draft };
  const heard = serve({
    "GET /api/cp/time-zones": () => ({ body: { items: ["Asia/Kolkata"], yours: "UTC" } }),
    [`GET ${PATH}/draft`]: () => (now.draft ? { body: now.draft } : refusal(404, "There is no draft.")),
    [`PUT ${PATH}/draft`]: put,
    [`DELETE ${PATH}/draft`]: ({ ifMatch }) => {
      if (ifMatch !== '"3"') return refusal(412, "The draft was changed meanwhile.");
      now.draft = null;
      return { status: 204 };
    },
    [`POST ${PATH}/publish`]: () => ({
      status: 201,
      body: { ...DRAFT, publisher: "acme", published_at: "", sha256: "" },
    }),
  });
  const router = showAt(`/ops/types/${ID}/edit`, "/ops/types/$agentTypeId/edit", EditPage);
  return { heard, now, router };
}

async function title(text: string) {
  const input = await screen.findByLabelText(/Title/);
  fireEvent.change(input, { target: { value: text } });
}

async function open(part: string) {
  await userEvent.click(await screen.findByRole("tab", { name: new RegExp(part) }));
}

it("a problem is said at its place, and leads there", async () => {
  begin({ ...DRAFT, problems: PROBLEMS });
  expect(await screen.findByText("Matches no tool of the catalogue")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Publish…" })).toHaveProperty("disabled", true);
  await userEvent.click(screen.getByRole("button", { name: AT_COIN }));
  const area = await screen.findByLabelText<HTMLTextAreaElement>("Configuration schema");
  await waitFor(() => expect(document.activeElement).toBe(area));
  expect(area.value.slice(area.selectionStart, area.selectionEnd)).toBe('"/allowed_coins"');
  await userEvent.click(screen.getByRole("button", { name: "/tools/0" }));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Tool 1")));
});

it("the form changes with the schema; a fault has its line, and nothing is sent with it", async () => {
  const { heard } = begin();
  await open("Configuration");
  const area = await screen.findByLabelText<HTMLTextAreaElement>("Configuration schema");
  const form = screen.getByRole("region", { name: "Configuration form" });
  expect(within(form).getByLabelText(/Agent nickname/)).toBeTruthy();
  fireEvent.change(area, { target: { value: '{\n  "type": }' } });
  expect(screen.getByText("Line 2, column 11: a value is expected")).toBeTruthy();
  expect(within(form).getByLabelText(/Agent nickname/)).toBeTruthy();
  expect(screen.getByRole("button", { name: "Save and check" })).toHaveProperty("disabled", true);
  const mended = {
    type: "object",
    additionalProperties: false,
    properties: { room: { type: "string", title: "Room" } },
  };
  fireEvent.change(area, { target: { value: JSON.stringify(mended) } });
  expect(
    await within(screen.getByRole("region", { name: "Configuration form" })).findByLabelText("Room"),
  ).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Save and check" }));
  await waitFor(() =>
    expect(screen.getByRole("button", { name: "Publish…" })).toHaveProperty("disabled", false),
  );
  expect(heard.find((asked) => asked.method === "PUT")).toMatchObject({
    ifMatch: '"3"',
    body: { config_schema: mended },
  });
});

it("dropping the changes brings back what is stored, also where the text was no JSON", async () => {
  begin();
  await open("Configuration");
  const area = () => screen.findByLabelText<HTMLTextAreaElement>("Configuration schema");
  fireEvent.change(await area(), { target: { value: "{" } });
  await userEvent.click(screen.getByRole("button", { name: "Drop my changes" }));
  expect((await area()).value).toContain("additionalProperties");
  expect(screen.queryByRole("button", { name: "Drop my changes" })).toBeNull();
});

it("what was tried out in the form can become the sample", async () => {
  const { heard } = begin();
  await open("Configuration");
  const form = await screen.findByRole("region", { name: "Configuration form" });
  fireEvent.change(within(form).getByLabelText(/Agent nickname/), { target: { value: "Nora" } });
  await userEvent.click(within(form).getByRole("button", { name: "Make this the sample" }));
  await userEvent.click(screen.getByRole("button", { name: "Save and check" }));
  await waitFor(() =>
    expect(heard.find((asked) => asked.method === "PUT")?.body).toMatchObject({
      sample_config: { nickname: "Nora" },
    }),
  );
});

it("where somebody else saved meanwhile, mine can stand over theirs", async () => {
  const theirs = { ...DRAFT, title: "Theirs", revision: 9, updated_by: "usr_other" };
  const { heard, now } = begin(DRAFT, ({ ifMatch, body }) =>
    ifMatch === '"9"' ? { body: { ...DRAFT, ...Object(body), revision: 10 } } : refusal(412, "Changed."),
  );
  await title("Mine");
  now.draft = theirs;
  await userEvent.click(screen.getByRole("button", { name: "Save and check" }));
  expect((await screen.findByRole("alert")).textContent).toContain("usr_other saved it");
  expect(screen.getByText(/Changed: Title\./)).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Keep mine, to save it over theirs" }));
  await userEvent.click(screen.getByRole("button", { name: "Save and check" }));
  await waitFor(() => expect(heard.at(-1)).toMatchObject({ ifMatch: '"9"', body: { title: "Mine" } }));
});

it("theirs can be taken instead", async () => {
  const { now } = begin(DRAFT, () => refusal(412, "Changed."));
  await title("Mine");
  now.draft = { ...DRAFT, title: "Theirs", revision: 9 };
  await userEvent.click(screen.getByRole("button", { name: "Save and check" }));
  await userEvent.click(await screen.findByRole("button", { name: "Take theirs, drop mine" }));
  expect(screen.getByLabelText<HTMLInputElement>(/Title/).value).toBe("Theirs");
  expect(screen.queryByRole("alert")).toBeNull();
});

it("a draft that was published meanwhile can be begun anew with mine", async () => {
  const { heard, now } = begin(DRAFT, ({ ifMatch, body }) =>
    ifMatch === null
      ? { body: { ...DRAFT, ...Object(body), version: 3, revision: 1 } }
      : refusal(412, "Changed."),
  );
  await title("Mine");
  now.draft = null;
  await userEvent.click(screen.getByRole("button", { name: "Save and check" }));
  await userEvent.click(
    await screen.findByRole("button", { name: "Keep mine, as a draft of the next version" }),
  );
  await userEvent.click(screen.getByRole("button", { name: "Save and check" }));
  await waitFor(() => expect(screen.getByText("Version 3")).toBeTruthy());
  expect(heard.at(-1)).toMatchObject({ method: "PUT", ifMatch: null });
});

it("what is no definition at all is refused in words, at its field", async () => {
  const errors = [{ pointer: "/persona", detail: "is too plain" }];
  begin(DRAFT, () => refusal(422, "This is no definition.", { errors }));
  await title("Mine");
  await userEvent.click(screen.getByRole("button", { name: "Save and check" }));
  expect(await screen.findByText("One problem keeps this from being saved")).toBeTruthy();
  expect(screen.getByText("Is too plain")).toBeTruthy();
  expect(screen.getByText("This is no definition.")).toBeTruthy();
});

it("deleting asks first, names the revision, and leads away", async () => {
  const { router } = begin();
  await title("Never said");
  await userEvent.click(screen.getByRole("button", { name: "Delete the draft…" }));
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("Published versions stay as they are");
  await userEvent.click(within(dialog).getByRole("button", { name: "Delete the draft" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/ops/types"));
});

it("a draft that was saved meanwhile is not deleted", async () => {
  begin({ ...DRAFT, revision: 4 });
  await userEvent.click(await screen.findByRole("button", { name: "Delete the draft…" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.click(within(dialog).getByRole("button", { name: "Delete the draft" }));
  expect((await within(dialog).findByRole("alert")).textContent).toContain("changed meanwhile");
});

it("publishing asks first, names the revision, and leads to the published type", async () => {
  const { heard, router } = begin();
  await userEvent.click(await screen.findByRole("button", { name: "Publish…" }));
  await userEvent.click(await screen.findByRole("button", { name: "Publish version 2" }));
  await waitFor(() => expect(router.state.location.pathname).toBe(`/ops/types/${ID}`));
  const asked = heard.find((one) => one.method === "POST");
  expect(asked).toMatchObject({ path: `${PATH}/publish`, ifMatch: '"3"' });
  expect(asked?.key).toBeTruthy();
});

it("where there is no draft, the page says so, and where one is begun", async () => {
  begin(null);
  expect(await screen.findByText("There is no draft of this type")).toBeTruthy();
  expect(screen.getByRole("link", { name: "To the published type" }).getAttribute("href")).toBe(
    `/ops/types/${ID}`,
  );
});
