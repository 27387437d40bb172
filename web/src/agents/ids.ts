/** Ids that a client makes: a prefix and a ULID, so that a repeat of the same PUT is the same thing. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32
const TIME_LETTERS = 10;
const RANDOM_LETTERS = 16;

/** 48 bits of milliseconds, then 80 of chance. */
export function ulid(now: number = Date.now()): string {
  let time = "";
  for (let rest = now, at = 0; at < TIME_LETTERS; at += 1) {
    time = LETTERS.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  const chance = crypto.getRandomValues(new Uint8Array(RANDOM_LETTERS));
  return time + Array.from(chance, (byte) => LETTERS.charAt(byte % 32)).join("");
}

export function newGoalId(): string {
  return `gol_${ulid()}`;
}
