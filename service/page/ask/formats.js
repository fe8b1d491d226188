/** An answer as text, as text with footnotes, and as Markdown; a conversation as Markdown. */

import { day } from "../lib/dates.js";
import { words } from "../lib/words.js";
import { sourceLine, titleOf } from "../source/cited.js";

/** @typedef {import("../api/types.js").Answer} Answer */
/** @typedef {import("../api/types.js").Citation} Citation */
/** @typedef {{ answer: Answer, turn: import("./threads.js").Turn }} Given  an answer with what it was asked by */

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** @param {number} number */
const superscript = (number) => [...String(number)].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, " ").trim();

/** Characters that mean something in Markdown, taken by their word. @param {string} text */
export const escaped = (text) => oneLine(text).replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");

/** The answer alone. @param {Answer} answer */
export const asText = (answer) => (answer.statements.length ? paragraphs(answer, (numbers) => numbers.map((one) => `[${one}]`).join("")) : answer.answer);

/** The answer with a list of its sources. @param {Answer} answer */
export function asFootnotes(answer) {
  if (!answer.statements.length) return answer.answer;
  const text = paragraphs(answer, (numbers) => numbers.map(superscript).join(" "));
  return `${text}\n\n${answer.citations.map((one) => `${superscript(one.number)} ${footnote(one)}`).join("\n")}`;
}

/** @param {Answer} answer */
export function asMarkdown(answer) {
  if (!answer.statements.length) return escaped(answer.answer);
  const text = paragraphs(answer, (numbers) => numbers.map((one) => `[^${one}]`).join(""), escaped);
  return `${text}\n\n${answer.citations.map((one) => `[^${one.number}]: ${escaped(footnote(one))}`).join("\n")}`;
}

/**
 * A conversation: each question with its answer; footnotes are numbered through.
 * @param {Given[]} all
 */
export function conversationAsMarkdown(all) {
  /** @type {string[]} */
  const notes = [];
  /** @type {string[]} */
  const parts = [];
  for (const given of all) {
    const { answer } = given;
    const offset = notes.length;
    const mark = (/** @type {number[]} */ numbers) => numbers.map((one) => `[^${one + offset}]`).join("");
    const text = answer.statements.length ? paragraphs(answer, mark, escaped) : escaped(answer.answer);
    parts.push(`## ${escaped(answer.question)}\n\n*${escaped(provenance(given))}*\n\n${text}`);
    notes.push(...answer.citations.map((one) => `[^${one.number + offset}]: ${escaped(footnote(one))}`));
  }
  return `${parts.join("\n\n")}\n\n${notes.join("\n")}\n`;
}

/**
 * By whom an answer is and as of which day.
 * @param {Given} given
 */
export function provenance({ answer, turn }) {
  const by = answer.mode === "generative" ? words.writtenBy(answer.model) : words.quoted;
  const until = answer.as_of ?? turn.scope?.as_of ?? (answer.asked_at ?? turn.asked).slice(0, 10);
  return [by, until && words.asOf(day(until))].filter(Boolean).join(" · ");
}

/** @param {Citation} citation */
export const footnote = (citation) =>
  [`${sourceLine(citation)}: ${titleOf(citation)}. “${oneLine(citation.quote)}”`, citation.url].filter(Boolean).join(" ");

/**
 * @param {Answer} answer
 * @param {(numbers: number[]) => string} mark
 * @param {(text: string) => string} [told]
 */
function paragraphs(answer, mark, told = oneLine) {
  const statements = answer.statements.map(({ about, text, citations }) =>
    `${about ? `${told(about)}: ` : ""}${told(text)}${mark(citations)}`);
  const conflicts = answer.conflicts.map(({ topic, claims }) =>
    [`${words.disagree}: ${told(topic)}`, ...claims.map((claim) => `- ${told(claim.text)}${mark(claim.citations)}`)].join("\n"));
  return [...statements, ...(answer.remarks ?? []).map(told), ...conflicts].join("\n\n");
}
