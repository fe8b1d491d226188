/**
 * Questions to begin with, each offered only when the document that answers it is indexed. A collection of other
 * documents gets questions about those who are named in it most.
 */

import { words } from "../lib/words.js";

/** @typedef {import("../api/types.js").DocumentSummary} DocumentSummary */

/** The question by language, and the title of a document that answers it. @type {{ en: string, de: string, title: string }[]} */
const WRITTEN = [];

const OFFERED = 6;

/**
 * @param {DocumentSummary[]} documents
 * @param {string} language  of the page
 */
export function starters(documents, language) {
  const titles = new Set(documents.map((one) => one.title));
  const fitting = WRITTEN.filter(({ title }) => titles.has(title)).map((one) => (language === "de" ? one.de : one.en));
  if (fitting.length) return fitting.slice(0, OFFERED);
  return actors(documents).slice(0, OFFERED - 2).map((actor) => words.starterAbout(actor));
}

/** Those who are named by most documents. @param {DocumentSummary[]} documents */
function actors(documents) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const actor of documents.flatMap((one) => one.actors)) counts.set(actor, (counts.get(actor) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([actor]) => actor);
}
