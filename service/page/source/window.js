/** A document shown around one place: all of it when it is short, else a window that can be widened at both ends. */

import { el, refill } from "../lib/elements.js";
import { words } from "../lib/words.js";
import { shownBlocks } from "./marking.js";

/** @typedef {import("./marking.js").Marked} Marked */

/** A text often begins with the title that stands above it anyway. @param {string} text @param {string | null} title */
export const beginning = (text, title) => (title && text.startsWith(`${title}\n`) ? title.length : 0);

const REACH = 30_000;
const STEP = 60_000;

/**
 * Show a text in an element.
 * @param {Element} element
 * @param {string} text
 * @param {Marked[]} marked
 * @param {number} place  UTF-16 offset that must be among what is shown
 * @param {number} [first]  where what is shown may begin, unless the place is before it
 */
export function showWindow(element, text, marked, place, first = 0) {
  const begin = place < first ? 0 : first;
  const show = (/** @type {number} */ from, /** @type {number} */ to) => {
    const more = (/** @type {string} */ name, /** @type {number} */ start, /** @type {number} */ end) =>
      el("button", { type: "button", class: "more", on: { click: () => show(start, end) } }, name);
    refill(
      element,
      from > begin && more(words.earlierText, Math.max(begin, cut(text, from - STEP, -1)), to),
      shownBlocks(text, from, to, marked),
      to < text.length && more(words.laterText, from, cut(text, to + STEP, 1)),
    );
  };
  show(Math.max(begin, cut(text, place - REACH, -1)), cut(text, place + REACH, 1));
}

/**
 * An offset near this one that splits no block, unless the block is very long.
 * @param {string} text
 * @param {number} offset
 * @param {1 | -1} direction
 */
function cut(text, offset, direction) {
  if (offset <= 0) return 0;
  if (offset >= text.length) return text.length;
  const near = direction < 0 ? text.lastIndexOf("\n\n", offset) : text.indexOf("\n\n", offset);
  return near >= 0 && Math.abs(near - offset) < REACH / 3 ? near : offset;
}
