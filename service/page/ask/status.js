/** The line above an answer: by whom it is, on how many documents of which days it rests, and as of which day. */

import { day, span } from "../lib/dates.js";
import { el } from "../lib/elements.js";
import { icon } from "../lib/icons.js";
import { words } from "../lib/words.js";
import { narrowedTo } from "../filters/chips.js";
import { isVerbatim } from "../source/cited.js";

/** @typedef {import("../api/types.js").Answer} Answer */
/** @typedef {import("../api/types.js").FoundPassage} FoundPassage */
/** @typedef {import("../api/types.js").Scope} Scope */

/**
 * @param {Scope | null} scope
 * @param {string} [told]
 */
export const askedStatus = (scope, told = words.searching) => joined([told, asOf(scope)]);

/**
 * @param {FoundPassage[]} passages
 * @param {Scope | null} scope
 */
export function readingStatus(passages, scope) {
  return joined([words.reading(passages.length, new Set(passages.map((one) => one.document_id)).size), asOf(scope)]);
}

/**
 * @param {Answer} answer
 * @param {import("./threads.js").Turn} turn  what this browser knows of it, for answers that do not say it themselves
 */
export function answeredStatus(answer, { scope, asked }) {
  const until = answer.as_of ?? scope?.as_of;
  const given = answer.asked_at ?? asked;
  const only = narrowedTo(answer.filters ?? scope?.filters ?? {});
  const documents = new Set(answer.citations.map((one) => one.document_id)).size;
  return joined([
    author(answer),
    answer.conflicts.length > 0 && el("span", { class: "disagreement" }, words.sourcesDisagree),
    documents > 0 && words.fromDocuments(documents),
    documents > 0 && span(answer.citations.map((one) => one.published)),
    only && el("span", { class: "narrowed-to", dir: "auto" }, only),
    until ? el("strong", { class: "as-of" }, words.asOf(day(until))) : given && words.asOf(day(given.slice(0, 10))),
  ]);
}

/** Whose words these are. @param {Answer} answer */
function author(answer) {
  if (answer.status !== "answered") return el("strong", {}, answer.mode === "generative" ? words.askedModel(answer.model) : words.noModel);
  if (allVerbatim(answer)) return el("strong", { class: "verbatim" }, icon("check"), answer.mode === "generative" ? words.quotedBy(answer.model) : words.quoted);
  return [el("strong", {}, words.writtenBy(answer.model)), el("span", { class: "part reworded" }, " · ", words.reworded)];
}

/** Whether every statement stands word for word in its source. @param {Answer} answer */
function allVerbatim(answer) {
  const byNumber = new Map(answer.citations.map((one) => [one.number, one]));
  return answer.statements.every((one) =>
    isVerbatim(one.text, one.citations.map((number) => byNumber.get(number)).filter((cited) => cited !== undefined)),
  );
}

/** @param {Scope | null} scope */
const asOf = (scope) => (scope?.as_of ? el("strong", { class: "as-of" }, words.asOf(day(scope.as_of))) : null);

/** @param {import("../lib/elements.js").Child[]} parts */
const joined = (parts) => parts.filter(Boolean).map((part) => el("span", { class: "part" }, part));
