/** Which words of a draft and of its sources differ. The service says it in a sentence that quotes both. */

import { CodePoints } from "../lib/codepoints.js";

/** @typedef {import("../api/types.js").CheckedDraft} CheckedDraft */
/** @typedef {import("../api/types.js").CheckedSentence} CheckedSentence */
/** @typedef {import("../api/types.js").Citation} Citation */
/** @typedef {import("../source/cited.js").Cited} Cited */

/** @typedef {{ drafted: string[], sourced: string[] }} Differing  words of the draft, words of the sources */

/**
 * @param {CheckedSentence} sentence
 * @param {{ quote: string }[]} cited
 * @returns {Differing}
 */
export function differing(sentence, cited) {
  if (sentence.verdict !== "contradicted") return { drafted: [], sourced: [] };
  const named = [...sentence.why.matchAll(/“([^”]+)”/g)].map((match) => match[1]);
  const drafted = named.filter((one) => place(sentence.text, one) >= 0);
  const sourced = named.filter((one) => !drafted.includes(one) && cited.some(({ quote }) => place(quote, one) >= 0));
  return { drafted, sourced };
}

/**
 * The citations of a checked draft by number, each with the words in it that speak against the draft set off.
 * @param {CheckedDraft} checked
 */
export function sources({ sentences, citations }) {
  /** @type {Map<number, Cited>} */
  const found = new Map(citations.map((one) => [one.number, one]));
  for (const sentence of sentences) {
    const cited = sentence.citations.map((number) => /** @type {Cited} */ (found.get(number)));
    for (const words of differing(sentence, cited).sourced) {
      for (const one of cited) {
        const at = place(one.quote, words);
        if (at < 0 || one.highlight) continue;
        const start = one.start + new CodePoints(one.quote.slice(0, at)).length;
        found.set(one.number ?? 0, { ...one, highlight: { start, end: start + new CodePoints(words).length } });
      }
    }
  }
  return found;
}

/**
 * A text cut where some words of it begin and end; every second piece is of these words.
 * @param {string} text
 * @param {string[]} marked
 */
export function cut(text, marked) {
  /** @type {string[]} */
  const pieces = [];
  let rest = text;
  for (;;) {
    const next = marked
      .map((one) => ({ one, at: place(rest, one) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at)[0];
    if (!next) return [...pieces, rest];
    pieces.push(rest.slice(0, next.at), rest.slice(next.at, next.at + next.one.length));
    rest = rest.slice(next.at + next.one.length);
  }
}

/**
 * Where words stand in a text, as words of their own; -1 when they do not.
 * @param {string} text
 * @param {string} words
 */
function place(text, words) {
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.search(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "iu"));
}
