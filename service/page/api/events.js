/** Server-sent events of a response, as they come. */

import { Problem, problemOf } from "./problems.js";

/** @typedef {{ event: string, data: any }} ServerEvent */

/** Milliseconds without a byte after which a stream counts as broken; the service sends a comment at least every 15 s. */
const SILENCE = 45_000;

/**
 * The events of a stream until it ends. Throws a `Problem` when the connection breaks.
 * @param {Response} response
 * @returns {AsyncGenerator<ServerEvent>}
 */
export async function* events(response) {
  if (!response.body) throw new Problem("cut");
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await heard(reader);
      if (done) return;
      const blocks = (rest + value).replaceAll("\r\n", "\n").split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = parsed(block);
        if (event) yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** @param {ReadableStreamDefaultReader<string>} reader */
async function heard(reader) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const silence = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Problem("cut")), SILENCE);
  });
  try {
    return await Promise.race([reader.read(), /** @type {Promise<never>} */ (silence)]);
  } catch (error) {
    const problem = problemOf(error);
    throw problem ? new Problem("cut", problem.detail) : error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * One event from its lines; null for comments.
 * @param {string} block
 * @returns {ServerEvent | null}
 */
export function parsed(block) {
  let event = "message";
  /** @type {string[]} */
  const data = [];
  for (const line of block.split("\n")) {
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (field === "event") event = value;
    if (field === "data") data.push(value);
  }
  return data.length ? { event, data: JSON.parse(data.join("\n")) } : null;
}
