/** A stretch of a document as elements, with spans of it marked. */

import { el } from "../lib/elements.js";
import { blocks, cells } from "./blocks.js";

/**
 * @typedef {object} Marked  a span to mark, in UTF-16 offsets
 * @property {number} start
 * @property {number} end
 * @property {string} name  class of its mark
 */

/**
 * The blocks of `text` from `from` to `to`; marks are nested where spans overlap.
 * @param {string} text
 * @param {number} from
 * @param {number} to
 * @param {Marked[]} marked
 * @returns {HTMLElement[]}
 */
export function shownBlocks(text, from, to, marked) {
  /** @type {HTMLElement[]} */
  const made = [];
  /** @type {HTMLElement | null} */
  let table = null;
  for (const block of blocks(text, from, to)) {
    if (block.kind === "row") {
      if (!table) made.push(scrolling((table = el("tbody"))));
      const spans = cells(text, block);
      table.append(el("tr", {}, spans.map(([start, end]) => el("td", { dir: "auto" }, pieces(text, start, end, marked)))));
      continue;
    }
    table = null;
    const numbered = block.kind === "item" && /^\(?[\p{L}\d]{1,3}[.)]/u.test(text.slice(block.start, block.end));
    made.push(el("p", { class: numbered ? "item numbered" : block.kind, dir: "auto" }, pieces(text, block.start, block.end, marked)));
  }
  return made;
}

/**
 * A stretch cut where marks begin and end.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {Marked[]} marked
 */
function pieces(text, start, end, marked) {
  const inside = marked.filter((one) => one.start < end && one.end > start);
  const cuts = new Set([start, end]);
  for (const one of inside) for (const cut of [one.start, one.end]) if (cut > start && cut < end) cuts.add(cut);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((place, index) => {
    const names = inside.filter((one) => one.start <= place && one.end > place).map((one) => one.name);
    const piece = text.slice(place, places[index + 1]);
    return names.length ? el("mark", { class: [...new Set(names)].join(" ") }, piece) : piece;
  });
}

/** @param {HTMLElement} body */
function scrolling(body) {
  // A wide table scrolls by itself; whoever uses the keyboard can get into it.
  return el("div", { class: "scrolling", tabindex: "0", role: "group" }, el("table", { class: "document-table" }, body));
}
