/** What the page calls a cited thing: a span of a document, from a citation of an answer or a passage of a search. */

import { day } from "../lib/dates.js";
import { words } from "../lib/words.js";

/** @typedef {import("../api/types.js").Citation} Citation */
/** @typedef {import("../api/types.js").FoundPassage} FoundPassage */
/** @typedef {import("../api/types.js").Source} Source */
/** @typedef {import("../api/types.js").Span} Span */

/** @typedef {Source & { number: number | null, quote: string, before: string, after: string, highlight: Span | null }} Cited */

/** @param {FoundPassage} passage @returns {Cited} */
export const ofPassage = (passage) => ({
  ...passage,
  number: null,
  quote: passage.text,
  before: "",
  after: "",
  highlight: null,
});

/** @param {{ title: string | null, publisher?: string | null }} source */
export const titleOf = (source) => source.title || source.publisher || words.untitled;

/** @param {{ title: string | null, publisher: string | null }} source */
export const publisherOf = (source) => source.publisher || source.title || words.untitled;

/**
 * "Reuters, 24 Nov 2025, p. 3".
 * @param {{ title: string | null, publisher: string | null, published: string | null, page: number | null }} source
 */
export function sourceLine(source) {
  const page = source.page === null ? null : words.page(source.page);
  return [publisherOf(source), day(source.published), page].filter(Boolean).join(", ");
}

/**
 * The short answer inside the quote, as three pieces; the middle one is empty when none is known.
 * @param {Cited} cited
 * @returns {[string, string, string]}
 */
export function highlighted({ quote, start, highlight }) {
  if (!highlight) return [quote, "", ""];
  const characters = [...quote];
  const [from, to] = [highlight.start - start, highlight.end - start];
  return [characters.slice(0, from).join(""), characters.slice(from, to).join(""), characters.slice(to).join("")];
}

/** A passage in one line: where a heading, an item or a paragraph ends is still to be seen. @param {string} text */
export const inLine = (text) => text.trim().replace(/\s*\n\s*/g, " · ");

/**
 * Whether a statement stands word for word in one of its quotes.
 * @param {string} statement
 * @param {Cited[]} citations
 */
export function isVerbatim(statement, citations) {
  const text = normal(statement);
  return citations.some(({ quote }) => normal(quote).includes(text));
}

/** @param {string} text */
const normal = (text) => text.replace(/\s+/g, " ").replace(/[.\s]+$/, "").trim();
