// The plain chat page: sign in, threads, talk. The product's own client is another one; this one needs no build.
import { element } from "./editor.js";
import { Session, Socket } from "./socket.js";
import { View } from "./view.js";

const PEOPLE = ["customer", "approver", "operator", "viewer", "stranger"];
const STATES = { connecting: "Connecting …", connected: "Connected", reconnecting: "Connection lost, trying again …" };
const ENDS = ["RUN_FINISHED", "RUN_ERROR"];
const QUIET = 5000; // ms; while a run is under way we ask that often whether we missed something
const at = (id) => document.getElementById(id);
const runs = new Map(); // correlation id -> run id
let session, socket, view, thread, running;

function signIn(user) {
  sessionStorage.setItem("user", user);
  session = new Session(user);
  socket = new Socket(session, onFrame, (state) => (at("state").textContent = STATES[state]));
  at("sign-in").hidden = true;
  at("chat").hidden = at("leave").hidden = false;
  at("who").textContent = user;
  at("threads-box").open = matchMedia("(min-width: 45rem)").matches;
  setInterval(() => running && socket.catchUp(), QUIET);
  openThread("");
}

/** Shows a thread from its beginning; "" is a new one. */
function openThread(id) {
  thread = id;
  setRunning("");
  at("log").replaceChildren();
  view = new View(at("log"), (intent) => socket.request("ui_intent", intent, thread));
  if (!id) view.note("Say what to log, show, change or remove; or “open my weights” for a form.");
  socket.listen(id);
  listThreads();
  at("message").focus();
}

async function listThreads() {
  try {
    const { items } = await session.call("GET", "/api/v1/threads");
    at("threads").replaceChildren(...items.map(threadItem));
  } catch (refusal) {
    view.note(`Your threads cannot be shown: ${refusal.message}`, "problem");
  }
}

function threadItem({ thread_id, title, updated_at }) {
  const textContent = title || `Thread of ${updated_at}`;
  const button = element("button", { type: "button", textContent, ariaCurrent: String(thread_id === thread) });
  button.onclick = () => openThread(thread_id);
  return element("li", {}, [button]);
}

function onFrame(frame) {
  const { type, metadata, outcome } = frame.event;
  view.show(frame);
  if (type === "RUN_STARTED") runs.set(frame.corr, metadata?.run_id);
  const goesOn = outcome?.type === "interrupt" || metadata?.continues;
  if (ENDS.includes(type) && !goesOn && runs.get(frame.corr) === running) setRunning("");
}

function setRunning(id) {
  running = id;
  at("cancel").hidden = !id;
}

async function say(message) {
  try {
    const accepted = await socket.request("run", { message }, thread);
    setRunning(accepted.run_id);
    if (thread) return;
    thread = accepted.thread;
    socket.listen(thread);
    listThreads();
  } catch (refusal) {
    view.note(`Refused: ${refusal.message}`, "problem");
  }
}

at("composer").onsubmit = (event) => {
  event.preventDefault();
  const text = at("message").value.trim();
  at("message").value = "";
  if (text) say(text);
};
at("message").onkeydown = (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  at("composer").requestSubmit();
};
at("cancel").onclick = () =>
  socket.request("cancel", { run_id: running }).catch((refusal) => view.note(refusal.message, "problem"));
at("new-thread").onclick = () => openThread("");
at("leave").onclick = () => { sessionStorage.removeItem("user"); location.reload(); };
for (const user of PEOPLE) {
  at("people").append(element("button", { type: "button", textContent: user, onclick: () => signIn(user) }));
}
if (PEOPLE.includes(sessionStorage.getItem("user"))) signIn(sessionStorage.getItem("user"));
