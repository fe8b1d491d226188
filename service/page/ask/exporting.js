/** A conversation as a file: Markdown, or an HTML page that stands by itself. */

import { el } from "../lib/elements.js";
import { save, standalone } from "../lib/saving.js";
import { words } from "../lib/words.js";
import { conversationAsMarkdown, footnote, provenance } from "./formats.js";

/** @typedef {import("./formats.js").Given} Given */

const STYLE = `body{font:1.0625rem/1.6 Georgia,serif;max-width:42rem;margin:3rem auto;padding:0 1rem;color:#1a1b1e}
h2{font-size:1.375rem;line-height:1.3;margin:3rem 0 .25rem}.by,li{font:.875rem/1.5 sans-serif;color:#55585f}sup a{text-decoration:none}`;

/** @param {Given[]} given */
const titleOf = (given) => given[0]?.answer.question ?? words.name;

/** @param {Given[]} given */
export const exportMarkdown = (given) => save(conversationAsMarkdown(given), "text/markdown", titleOf(given), "md");

/** @param {Given[]} given */
export const exportHtml = (given) => save(standalone(titleOf(given), STYLE, given.map(section)), "text/html", titleOf(given), "html");

/**
 * @param {Given} given
 * @param {number} index
 */
function section(given, index) {
  const { answer } = given;
  const id = (/** @type {number} */ number) => `source-${index + 1}-${number}`;
  const numbered = (/** @type {number[]} */ numbers) =>
    numbers.map((number) => el("sup", {}, el("a", { href: `#${id(number)}` }, `[${number}]`)));
  return el(
    "section",
    {},
    el("h2", {}, answer.question),
    el("p", { class: "by" }, provenance(given)),
    answer.statements.length === 0 && el("p", {}, answer.answer),
    answer.statements.map(({ about, text, citations }) => el("p", {}, about && el("b", {}, `${about}: `), text, numbered(citations))),
    answer.conflicts.map(({ topic, claims }) => [
      el("p", {}, el("b", {}, `${words.disagree}: ${topic}`)),
      el("ul", {}, claims.map((claim) => el("li", {}, claim.text, numbered(claim.citations)))),
    ]),
    el("ol", {}, answer.citations.map((one) => el("li", { id: id(one.number), value: one.number }, footnote(one)))),
  );
}
