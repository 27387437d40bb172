/** How long a message may be; the server counts bytes of UTF-8. */

export const MOST_BYTES = 64 * 1024;
const NEAR = 48 * 1024;

export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Words about its length, once they matter; whether it is too long. */
export function lengthOf(text: string): { words: string; isTooLong: boolean } {
  const bytes = text.length > NEAR / 4 ? bytesOf(text) : 0;
  const isTooLong = bytes > MOST_BYTES;
  const size = `${Math.ceil(bytes / 1024)} of ${MOST_BYTES / 1024} KB`;
  if (isTooLong) return { isTooLong, words: `${size}: too long. Shorten it, or link to the rest.` };
  return { isTooLong, words: bytes > NEAR ? size : "" };
}
