/** The statements of an answer, in the form that fits them: one after the other, a comparison, or a timeline. */

import { CodePoints } from "../lib/codepoints.js";
import { day } from "../lib/dates.js";
import { el } from "../lib/elements.js";
import { words } from "../lib/words.js";
import { highlighted } from "../source/cited.js";
import { shownBlocks } from "../source/marking.js";
import { marks, notes } from "../source/marks.js";

/** @typedef {import("../api/types.js").Answer} Answer */
/** @typedef {import("../api/types.js").Statement} Statement */
/** @typedef {import("../source/marks.js").Citing} Citing */

/** Questions for a change over time, in the languages that the service understands. */
const CHANGE =
  /(?<!\p{L})(chang|evol|shift|develop|what (happened|followed|came) (after|next|then)|before and after|geändert|verändert|änder|entwickelt|was geschah (danach|dann|nach)|vorher und nachher|évolu|qu.est-il arrivé (après|ensuite)|avant et après|zmieni|ewoluowa|co (stało się|nastąpiło) (potem|po)|зміни|що (сталося|було) (потім|після))/iu;

/** More sides than this are the members of a list. */
const MOST_SIDES = 4;

/**
 * The statements of a whole answer.
 * @param {Answer} answer
 * @param {Citing} citing
 * @returns {HTMLElement[]}
 */
export function statements(answer, citing) {
  const sides = sidesOf(answer.statements);
  if (sides) return [comparison(answer.statements, sides, citing)];
  const known = new Set();
  const rows = answer.statements.map((one, index) => row(one, citing, answer.statements[index - 1]?.about ?? null, known));
  return isChange(answer) ? [timeline(answer, rows, citing)] : rows;
}

/**
 * One statement with its notes beside it.
 * @param {Statement} statement
 * @param {Citing} citing
 * @param {string | null} before  what the statement before is about
 * @param {Set<number>} known  numbers whose quote stands above already
 */
export function row(statement, citing, before, known) {
  const about = statement.about && statement.about !== before ? statement.about : null;
  return el(
    "div",
    { class: "row" },
    flaggable(statement, citing, about && el("b", { class: "about" }, about)),
    notes(statement, citing, known),
  );
}

/**
 * A statement that can be flagged, and what says how it is.
 * @param {Statement} statement
 * @param {Citing} citing
 * @param {import("../lib/elements.js").Child} [before]
 */
function flaggable(statement, citing, before = null) {
  const element = told(statement, citing, before);
  const flagged = citing.flagged?.(statement);
  if (flagged) element.querySelector(".marks")?.append(flagged.button);
  return [element, flagged?.line];
}

/**
 * A statement as an element: one that quotes a list or rows of a table has their form.
 * @param {Statement | { text: string, citations: number[] }} statement
 * @param {Citing} citing
 * @param {import("../lib/elements.js").Child} [before]
 */
export function told(statement, citing, before = null) {
  const cited = citing.citations.get(statement.citations[0]);
  const lines = cited && /\n| \| /.test(cited.quote) && sameWords(cited.quote, statement.text);
  if (!lines) return el("p", { class: "statement", dir: "auto" }, before, said(statement, citing));
  const { quote, start, highlight } = cited;
  const text = new CodePoints(quote);
  const short = highlight && { start: text.index(highlight.start - start), end: text.index(highlight.end - start), name: "short" };
  const shown = shownBlocks(quote, 0, quote.length, short ? [short] : []);
  const last = shown.at(-1);
  (last?.querySelector("tr:last-child td:last-child") ?? last)?.append(marks(statement.citations, citing));
  return el("div", { class: "statement lines" }, before, shown);
}

/**
 * @param {string} quote
 * @param {string} text
 */
const sameWords = (quote, text) => quote.replace(/\s+/g, " ").trim() === text.replace(/\s+/g, " ").trim();

/**
 * The words of a statement, the short answer marked in them, and its marks.
 * @param {Statement | { text: string, citations: number[] }} statement
 * @param {Citing} citing
 */
export function said(statement, citing) {
  const short = statement.citations
    .map((number) => citing.citations.get(number))
    .map((cited) => (cited ? highlighted(cited)[1] : ""))
    .find((text) => text && statement.text.includes(text));
  const text = short ? around(statement.text, short) : [statement.text];
  return [text, marks(statement.citations, citing)];
}

/**
 * @param {string} text
 * @param {string} short
 */
function around(text, short) {
  const start = text.indexOf(short);
  return [text.slice(0, start), el("mark", { class: "short" }, short), text.slice(start + short.length)];
}

/**
 * The sides of a comparison, in order; null when the statements are none.
 * @param {Statement[]} all
 */
function sidesOf(all) {
  const sides = [...new Set(all.map((one) => one.about))];
  return sides.length > 1 && sides.length <= MOST_SIDES && !sides.includes(null) ? /** @type {string[]} */ (sides) : null;
}

/**
 * A table with a column a side.
 * @param {Statement[]} all
 * @param {string[]} sides
 * @param {Citing} citing
 */
function comparison(all, sides, citing) {
  // The roles say again what the elements say: on a phone the cells stand below each other, and `display` takes their roles away.
  const known = new Set();
  const cell = (/** @type {string} */ side) =>
    el(
      "td",
      { role: "cell" },
      el("b", { class: "side", "aria-hidden": "true", dir: "auto" }, side),
      all
        .filter((one) => one.about === side)
        .map((one) => [flaggable(one, citing), notes(one, citing, known)]),
    );
  return el(
    "table",
    { class: "comparison", role: "table" },
    el("caption", { class: "visually-hidden" }, words.comparisonOf(sides)),
    el(
      "thead",
      { role: "rowgroup" },
      el("tr", { role: "row" }, sides.map((side) => el("th", { role: "columnheader", scope: "col", dir: "auto" }, side))),
    ),
    el("tbody", { role: "rowgroup" }, el("tr", { role: "row" }, sides.map(cell))),
  );
}

/**
 * Whether an answer tells a change over time: asked for one, and told in order of publication.
 * @param {Answer} answer
 */
function isChange(answer) {
  const dates = answer.statements.map((one) => dateOf(one, answer)).filter((date) => date !== null);
  const ordered = dates.every((date, index) => !index || dates[index - 1] <= date);
  return CHANGE.test(answer.standalone_question) && ordered && new Set(dates).size > 1;
}

/**
 * @param {Answer} answer
 * @param {HTMLElement[]} rows
 * @param {Citing} citing
 */
function timeline(answer, rows, citing) {
  const items = answer.statements.map((one, index) => {
    const date = dateOf(one, { citations: [...citing.citations.values()] });
    const repeated = index > 0 && date === dateOf(answer.statements[index - 1], answer);
    const time = el("time", { class: repeated ? "when visually-hidden" : "when", datetime: date }, day(date));
    return el("li", {}, time, rows[index]);
  });
  return el("ol", { class: "timeline", "aria-label": words.timeline }, items);
}

/**
 * The day on which the first source of a statement was published.
 * @param {Statement} statement
 * @param {{ citations: { number: number | null, published: string | null }[] }} answer
 */
const dateOf = (statement, answer) =>
  answer.citations.find(({ number }) => number === statement.citations[0])?.published ?? null;
