/** A checked draft to read: each sentence with its verdict, and beside it what the documents say. */

import { el } from "../lib/elements.js";
import { icon } from "../lib/icons.js";
import { words } from "../lib/words.js";
import { marks, notes } from "../source/marks.js";
import { cut, differing } from "./differing.js";

/** @typedef {import("../api/types.js").CheckedSentence} CheckedSentence */
/** @typedef {import("../source/cited.js").Cited} Cited */
/** @typedef {import("../source/marks.js").Citing} Citing */
/** @typedef {CheckedSentence["verdict"]} Verdict */

/** In order of how much they matter to a writer. */
export const VERDICTS = /** @type {Verdict[]} */ (["contradicted", "not_found", "supported", "no_claim"]);

export const ICONS = /** @type {const} */ ({ contradicted: "cross", not_found: "unknown", supported: "check", no_claim: "dash" });

/**
 * @param {CheckedSentence[]} sentences
 * @param {boolean[]} beginnings  whether each begins a paragraph
 * @param {Citing} citing
 */
export function sentenceRows(sentences, beginnings, citing) {
  const known = new Set();
  return sentences.map((one, index) =>
    el(
      "div",
      { class: beginnings[index] ? "row checked begins" : "row checked", data: { verdict: one.verdict } },
      el(
        "div",
        { class: "judged" },
        el("span", { class: "verdict", title: words.verdicts[one.verdict] }, icon(ICONS[one.verdict]), el("span", { class: "visually-hidden" }, `${words.verdicts[one.verdict]}: `)),
        el("p", { class: "statement", dir: "auto" }, text(one, citing), one.citations.length > 0 && marks(one.citations, citing)),
        reason(one, citing),
      ),
      notes(one, citing, known),
    ),
  );
}

/**
 * The words of a sentence, those that the documents contradict set off.
 * @param {CheckedSentence} sentence
 * @param {Citing} citing
 */
function text(sentence, citing) {
  const pieces = cut(sentence.text, differing(sentence, citedBy(sentence, citing)).drafted);
  return pieces.map((piece, index) => (index % 2 ? el("em", { class: "differs" }, piece) : piece));
}

/**
 * Why a sentence is not supported, in a line below it.
 * @param {CheckedSentence} sentence
 * @param {Citing} citing
 */
function reason(sentence, citing) {
  if (sentence.verdict === "supported") return null;
  const { told, lang } = reasonOf(sentence, citedBy(sentence, citing));
  return el("p", { class: "reason", lang, dir: "auto" }, sentence.verdict !== "no_claim" && [el("b", {}, words.verdicts[sentence.verdict]), ": "], told);
}

/**
 * Why a sentence is judged so: in the language of the page where that can be said in it, else as the service says it.
 * @param {CheckedSentence} sentence
 * @param {{ quote: string }[]} cited
 * @returns {{ told: string, lang: string | null }}
 */
export function reasonOf(sentence, cited) {
  if (sentence.verdict === "not_found") return { told: words.notFoundWhy, lang: null };
  if (sentence.verdict === "no_claim") return { told: words.verdicts.no_claim, lang: null };
  if (sentence.verdict === "supported") return { told: words.verdicts.supported, lang: null };
  const { drafted, sourced } = differing(sentence, cited);
  if (drafted.length && sourced.length) return { told: words.differs(drafted, sourced), lang: null };
  return { told: sentence.why, lang: "en" };
}

/**
 * @param {CheckedSentence} sentence
 * @param {Citing} citing
 */
const citedBy = (sentence, citing) =>
  /** @type {Cited[]} */ (sentence.citations.map((number) => citing.citations.get(number)).filter(Boolean));
