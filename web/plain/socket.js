// Who is signed in, and his socket: single-use tickets, frames in order and once, resumed after a gap or a lost line.

const REORDER = 250; // ms that a gap may stand before we subscribe again

export class Refusal extends Error {
  constructor(problem) {
    super(problem?.detail || problem?.title || "That was refused.");
  }
}

export class Session {
  #token = ""; // in memory only; a reload signs the same demo person in again

  constructor(user) {
    this.user = user;
  }

  async call(method, path, body) {
    if (!this.#token) await this.#renew();
    let answer = await exchange(method, path, body, this.#token);
    if (answer.status === 401) {
      await this.#renew();
      answer = await exchange(method, path, body, this.#token);
    }
    return read(answer);
  }

  async #renew() {
    this.#token = (await read(await exchange("POST", "/local/token", { user: this.user }))).id_token;
  }
}

function exchange(method, path, body, token) {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  return fetch(path, { method, headers, body: body && JSON.stringify(body) });
}

async function read(answer) {
  const value = await answer.json().catch(() => ({ title: `HTTP ${answer.status}` }));
  if (!answer.ok) throw new Refusal(value);
  return value;
}

export class Socket {
  #session; #onFrame; #onState; #line; #failures = 0; #waiting = new Map(); #order = null;

  constructor(session, onFrame, onState) {
    [this.#session, this.#onFrame, this.#onState] = [session, onFrame, onState];
    this.#connect();
  }

  /** Sends a message; the promise is its `accepted`, or a Refusal. It survives a lost line under the same id. */
  request(kind, payload, thread) {
    const sent = message(kind, payload, thread);
    return new Promise((resolve, reject) => {
      this.#waiting.set(sent.id, { sent, resolve, reject });
      this.#push(sent);
    });
  }

  /** From now on the frames of this one thread, from its beginning ("" for none). */
  listen(thread) {
    this.#order = thread ? { thread, last: 0, known: 0, held: new Map() } : null;
    this.catchUp();
  }

  /** Asks for what comes after the last frame in order. */
  catchUp() {
    if (this.#order) this.#push(message("subscribe", { after_seq: this.#order.last }, this.#order.thread));
  }

  async #connect() {
    this.#onState("connecting");
    try {
      const { ticket } = await this.#session.call("POST", "/api/v1/ws-ticket", {});
      const origin = location.origin.replace(/^http/, "ws");
      const line = new WebSocket(`${origin}/realtime?ticket=${encodeURIComponent(ticket)}`);
      line.onopen = () => this.#opened(line);
      line.onmessage = ({ data }) => this.#hear(JSON.parse(data));
      line.onclose = () => this.#retry();
    } catch {
      this.#retry();
    }
  }

  #opened(line) {
    [this.#line, this.#failures] = [line, 0];
    this.#onState("connected");
    this.catchUp();
    for (const { sent } of this.#waiting.values()) this.#push(sent);
  }

  #retry() {
    this.#line = null;
    this.#onState("reconnecting");
    setTimeout(() => this.#connect(), Math.random() * Math.min(10000, 500 * 2 ** this.#failures++));
  }

  #push(sent) {
    if (this.#line?.readyState === WebSocket.OPEN) this.#line.send(JSON.stringify(sent));
  }

  #hear(frame) {
    if (this.#order && frame.thread === this.#order.thread && frame.seq !== undefined) this.#take(frame, this.#order);
    const asked = this.#waiting.get(frame.id);
    if (!asked) return;
    this.#waiting.delete(frame.id);
    if (frame.kind === "refused") asked.reject(new Refusal(frame.problem));
    else asked.resolve(frame);
  }

  #take(frame, order) {
    if (frame.kind === "event" && frame.seq > order.last) order.held.set(frame.seq, frame);
    for (let next; (next = order.held.get(order.last + 1)); ) {
      order.held.delete(++order.last);
      this.#onFrame(next);
    }
    order.known = Math.max(order.known, frame.seq);
    if (order.known > order.last) order.timer ??= setTimeout(() => this.#closeGap(order), REORDER);
  }

  #closeGap(order) {
    order.timer = undefined;
    if (order === this.#order && order.known > order.last) this.catchUp();
  }
}

function message(kind, payload, thread) {
  return { v: 1, kind, id: `req_${crypto.randomUUID()}`, payload, ...(thread && { thread }) };
}
