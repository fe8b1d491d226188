/** Passages that a search found, with the words searched for marked in them. */

import { day } from "../lib/dates.js";
import { el } from "../lib/elements.js";
import { words } from "../lib/words.js";
import { inLine, publisherOf, titleOf } from "../source/cited.js";

/** @typedef {import("../api/types.js").FoundPassage} FoundPassage */

/**
 * @param {FoundPassage[]} passages
 * @param {string[]} terms  folded
 * @param {(index: number, opener: HTMLElement) => void} open
 */
export function found(passages, terms, open) {
  return el(
    "ol",
    { class: "nearest" },
    passages.map((passage, index) => {
      const button = el(
        "button",
        { type: "button", class: "found" },
        el(
          "span",
          { class: "found-head" },
          el("b", { dir: "auto" }, publisherOf(passage)),
          el("span", {}, day(passage.published)),
          passage.page !== null && el("span", {}, words.page(passage.page)),
        ),
        el("span", { class: "found-title", dir: "auto" }, titleOf(passage)),
        el("span", { class: "found-text", dir: "auto" }, emphasised(excerpt(inLine(passage.text), terms), terms)),
      );
      button.addEventListener("click", () => open(index, button));
      return el("li", {}, button);
    }),
  );
}

/** Characters of a passage that are left out before the first term only when there are more. */
const LEAD = 120;

/**
 * A passage from a little before the first term in it.
 * @param {string} text
 * @param {string[]} terms  folded
 */
function excerpt(text, terms) {
  const folded = text.toLocaleLowerCase();
  const places = terms.filter((term) => term.length > 2).map((term) => folded.indexOf(term)).filter((place) => place >= 0);
  const first = Math.min(...places);
  if (!places.length || first <= LEAD) return text;
  return `… ${text.slice(first - LEAD / 2).replace(/^\S*\s/, "")}`;
}

/**
 * A text with its words that begin like one of the terms set off.
 * @param {string} text
 * @param {string[]} terms
 */
export function emphasised(text, terms) {
  const long = terms.filter((term) => term.length > 2).map((term) => term.replace(/[^\p{L}\p{N}]/gu, "")).filter(Boolean);
  if (!long.length) return [text];
  return text.split(/(\p{L}[\p{L}\p{N}’'-]*|\p{N}+)/u).map((piece, index) => {
    const matches = index % 2 === 1 && long.some((term) => piece.toLocaleLowerCase().startsWith(term));
    return matches ? el("mark", { class: "term" }, piece) : piece;
  });
}
