/** The small numbered marks behind a statement, and the notes that say where it is from. */

import { day } from "../lib/dates.js";
import { el } from "../lib/elements.js";
import { words } from "../lib/words.js";
import { highlighted, isVerbatim, publisherOf, sourceLine, titleOf } from "./cited.js";
import { previewed } from "./preview.js";

/** @typedef {import("./cited.js").Cited} Cited */
/** @typedef {import("../api/types.js").Statement} Statement */

/**
 * What marks and notes of one answer share.
 * @typedef {object} Citing
 * @property {Map<number, Cited>} citations  by number
 * @property {(number: number, opener: HTMLElement) => void} open  show a citation in its document
 * @property {(statement: Statement) => { button: HTMLElement, line: HTMLElement } | null} [flagged]  what flags a statement
 */

/** Characters shown before and after a quote: what follows it qualifies it more often. */
const BEFORE = 45;
const AFTER = 105;

/**
 * The marks of a statement, after its last word.
 * @param {number[]} numbers
 * @param {Citing} citing
 */
export function marks(numbers, citing) {
  // The joiner keeps the first mark on the line of the last word.
  return el("span", { class: "marks" }, "\u2060", numbers.map((number) => mark(number, citing)));
}

/**
 * @param {number} number
 * @param {Citing} citing
 */
function mark(number, citing) {
  const cited = citing.citations.get(number);
  const name = cited ? words.citation(number, sourceLine(cited)) : String(number);
  const button = el("button", { type: "button", class: "mark", "aria-label": name, data: { number } }, number);
  button.addEventListener("click", () => citing.open(number, button));
  button.addEventListener("pointerenter", () => light(button, number, true));
  button.addEventListener("pointerleave", () => light(button, number, false));
  previewed(button, () => citing.citations.get(number));
  return button;
}

/**
 * The notes of a statement: for each citation who says it, when and where; the quote too where the words differ.
 * @param {Statement | { text: string, citations: number[] }} statement
 * @param {Citing} citing
 * @param {Set<number>} [known]  numbers whose quote stands above already
 */
export function notes(statement, citing, known = new Set()) {
  const cited = statement.citations.map((number) => citing.citations.get(number)).filter((one) => one !== undefined);
  const verbatim = isVerbatim(statement.text, cited);
  const box = el(
    "div",
    { class: verbatim ? "notes verbatim" : "notes" },
    cited.map((one) => note(one, citing, !verbatim && !known.has(one.number ?? 0))),
  );
  for (const { number } of cited) known.add(number ?? 0);
  return box;
}

/**
 * @param {Cited} cited
 * @param {Citing} citing
 * @param {boolean} quoted
 */
function note(cited, citing, quoted) {
  const number = cited.number ?? 0;
  const [before, short, after] = highlighted(cited);
  const button = el(
    "button",
    { type: "button", class: "note", data: { number } },
    el(
      "span",
      { class: "note-head" },
      el("span", { class: "number", "aria-hidden": "true" }, number),
      el("span", { class: "publisher", dir: "auto" }, publisherOf(cited)),
      el("span", { class: "date" }, day(cited.published)),
      cited.page !== null && el("span", { class: "date" }, words.page(cited.page)),
    ),
    cited.publisher && el("span", { class: "note-title", dir: "auto" }, titleOf(cited)),
    quoted
      ? el("span", { class: "note-quote", dir: "auto" }, "“", before, short && el("mark", { class: "short" }, short), after, "”")
      : context(cited),
  );
  button.addEventListener("click", () => citing.open(number, button));
  button.addEventListener("pointerenter", () => light(button, number, true));
  button.addEventListener("pointerleave", () => light(button, number, false));
  return button;
}

/**
 * What stands around a quote in its paragraph, so that one sees whether it is torn out of its context.
 * @param {Cited} cited
 */
function context({ before, after, quote }) {
  // What stands around a row of a table are other rows.
  if (quote.includes(" | ")) return null;
  const left = (before.split("\n\n").at(-1) ?? "").replace(/\s+/g, " ").trimStart();
  const right = after.split("\n\n")[0].replace(/\s+/g, " ").trimEnd();
  if (!left.trim() && !right.trim()) return null;
  const from = left.length <= BEFORE ? left : `… ${left.slice(-BEFORE).replace(/^\S*\s/, "")}`;
  const to = right.length <= AFTER ? right : `${right.slice(0, AFTER).replace(/\s\S*$/, "")} …`;
  return el("span", { class: "note-context", dir: "auto" }, from, el("span", { class: "gap" }, "[…]"), to);
}

/**
 * Light up all marks and notes of one number in the same answer or draft.
 * @param {HTMLElement} element
 * @param {number} number
 * @param {boolean} on
 */
function light(element, number, on) {
  for (const other of element.closest(".turn, .checked")?.querySelectorAll(`[data-number="${number}"]`) ?? []) {
    other.classList.toggle("lit", on);
  }
}
