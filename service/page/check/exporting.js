/** A checked draft as a file: Markdown with footnotes, or an HTML page that stands by itself. */

import { escaped, footnote } from "../ask/formats.js";
import { el } from "../lib/elements.js";
import { save, standalone } from "../lib/saving.js";
import { words } from "../lib/words.js";
import { cut, differing } from "./differing.js";
import { reasonOf } from "./sentences.js";

/** @typedef {import("../api/types.js").CheckedSentence} CheckedSentence */
/** @typedef {import("./checking.js").Kept} Kept */

const STYLE = `body{font:1.0625rem/1.7 Georgia,serif;max-width:42rem;margin:3rem auto;padding:0 1rem;color:#1a1b1e}
h1{font-size:1.375rem}.by,li{font:.875rem/1.5 sans-serif;color:#55585f}sup a{text-decoration:none}
.contradicted{background:#fbe3dc}.contradicted em{font-style:normal;font-weight:bold;text-decoration:underline;text-decoration-color:#a5341c}
.not_found{border-bottom:2px dotted #8b8d92}.no_claim{color:#55585f}.supported{border-bottom:2px solid #22663c}
small{font:.8125rem sans-serif;color:#a5341c}.not_found+small{color:#55585f}`;

/**
 * @param {Kept} kept
 * @param {string} about  against what it was checked, and with which result
 */
export function exportMarkdown(kept, about) {
  const paragraphs = grouped(kept).map((sentences) => sentences.map((one) => inMarkdown(one, kept)).join(" "));
  const notes = kept.checked.citations.map((one) => `[^${one.number}]: ${escaped(footnote(one))}`);
  const text = [`# ${words.checkedDraft}`, `*${escaped(about)}*`, ...paragraphs, notes.join("\n")].join("\n\n");
  save(`${text.trim()}\n`, "text/markdown", words.checkedDraft, "md");
}

/**
 * @param {CheckedSentence} sentence
 * @param {Kept} kept
 */
function inMarkdown(sentence, kept) {
  const said = cut(sentence.text, drafted(sentence, kept)).map((piece, at) => (at % 2 ? `**${escaped(piece)}**` : spaced(piece))).join("");
  const marks = sentence.citations.map((number) => `[^${number}]`).join("");
  const why = remark(sentence, kept);
  return `${said.trim()}${marks}${why ? ` *[${escaped(why)}]*` : ""}`;
}

/** A piece of a sentence, its spaces kept. @param {string} piece */
const spaced = (piece) => piece.replace(/^\s+|\s+$/g, " ").replace(/\S(?:.*\S)?/s, (said) => escaped(said));

/**
 * @param {Kept} kept
 * @param {string} about
 */
export function exportHtml(kept, about) {
  const page = standalone(
    words.checkedDraft,
    STYLE,
    el("h1", {}, words.checkedDraft),
    el("p", { class: "by" }, about),
    grouped(kept).map((sentences) => el("p", {}, sentences.map((one) => inHtml(one, kept)))),
    el("ol", {}, kept.checked.citations.map((one) => el("li", { id: `source-${one.number}`, value: one.number }, footnote(one)))),
  );
  save(page, "text/html", words.checkedDraft, "html");
}

/**
 * @param {CheckedSentence} sentence
 * @param {Kept} kept
 */
function inHtml(sentence, kept) {
  const pieces = cut(sentence.text, drafted(sentence, kept)).map((piece, at) => (at % 2 ? el("em", {}, piece) : piece));
  const why = remark(sentence, kept);
  return [
    el("span", { class: sentence.verdict, title: words.verdicts[sentence.verdict] }, pieces),
    sentence.citations.map((number) => el("sup", {}, el("a", { href: `#source-${number}` }, `[${number}]`))),
    why && el("small", {}, ` [${why}]`),
    " ",
  ];
}

/**
 * @param {CheckedSentence} sentence
 * @param {Kept} kept
 */
const drafted = (sentence, kept) => differing(sentence, citedBy(sentence, kept)).drafted;

/**
 * What is said in brackets after a sentence that is not borne out.
 * @param {CheckedSentence} sentence
 * @param {Kept} kept
 */
function remark(sentence, kept) {
  if (sentence.verdict === "contradicted") return `${words.verdicts.contradicted}: ${reasonOf(sentence, citedBy(sentence, kept)).told}`;
  return sentence.verdict === "not_found" ? words.verdicts.not_found : "";
}

/**
 * @param {CheckedSentence} sentence
 * @param {Kept} kept
 */
const citedBy = (sentence, { checked }) => checked.citations.filter(({ number }) => sentence.citations.includes(number));

/** The sentences by paragraph. @param {Kept} kept */
function grouped({ checked, beginnings }) {
  /** @type {CheckedSentence[][]} */
  const paragraphs = [];
  checked.sentences.forEach((one, index) => {
    if (beginnings[index] || !index) paragraphs.push([one]);
    else paragraphs[paragraphs.length - 1].push(one);
  });
  return paragraphs;
}
