/** A conversation as a file: Markdown, or an HTML page that stands by itself. */

import { el } from "../lib/elements.js";
import { words } from "../lib/words.js";
import { conversationAsMarkdown, footnote, provenance } from "./formats.js";

/** @typedef {import("./formats.js").Given} Given */

const STYLE = `body{font:1.0625rem/1.6 Georgia,serif;max-width:42rem;margin:3rem auto;padding:0 1rem;color:#1a1b1e}
h2{font-size:1.375rem;line-height:1.3;margin:3rem 0 .25rem}.by,li{font:.875rem/1.5 sans-serif;color:#55585f}sup a{text-decoration:none}`;

/** @param {Given[]} given */
export const exportMarkdown = (given) => save(conversationAsMarkdown(given), "text/markdown", "md", given);

/** @param {Given[]} given */
export function exportHtml(given) {
  const page = document.implementation.createHTMLDocument(given[0]?.answer.question ?? words.name);
  page.documentElement.lang = document.documentElement.lang;
  page.head.prepend(el("meta", { charset: "utf-8" }));
  page.body.append(...given.map(section));
  // The style is added to the text: as an element it would fall under the security policy of this page.
  const text = page.documentElement.outerHTML.replace("</head>", `<style>${STYLE}</style></head>`);
  save(`<!doctype html>\n${text}`, "text/html", "html", given);
}

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

/**
 * @param {string} text
 * @param {string} type
 * @param {string} ending
 * @param {Given[]} given
 */
function save(text, type, ending, given) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const name = (given[0]?.answer.question ?? "").replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60).replace(/^-|-$/g, "");
  el("a", { href: address, download: `${name || "conversation"}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
