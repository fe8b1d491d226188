/** One document to read, with the passages that answers in this browser rest on. */

import { toDocuments } from "../address.js";
import { problemOf } from "../api/problems.js";
import { document as fetchDocument } from "../api/requests.js";
import { citedSpans } from "../ask/threads.js";
import { CodePoints } from "../lib/codepoints.js";
import { day } from "../lib/dates.js";
import { byId, el, outward, refill, web } from "../lib/elements.js";
import { icon } from "../lib/icons.js";
import { languageName, words } from "../lib/words.js";
import { titleOf } from "../source/cited.js";
import { beginning, showWindow } from "../source/window.js";
import { valueName } from "../filters/chips.js";

/** @typedef {import("../api/types.js").Document} Document */
/** @typedef {{ start: number, end: number, times: number }} CitedSpan */

const MOST_CITED = 5;

/** Show a document. @param {string} id */
export async function showDocument(id) {
  const section = byId("documents");
  refill(section, back(), el("p", { class: "loading" }, words.loading));
  try {
    const found = await fetchDocument(id);
    render(section, found);
    document.title = `${titleOf(found).slice(0, 200)} – ${words.name}`;
  } catch (error) {
    const problem = problemOf(error);
    if (!problem) return;
    const retry = el("button", { type: "button", class: "button", on: { click: () => showDocument(id) } }, words.tryAgain);
    const said = problem.kind === "missing" ? words.noSuchDocument : problem.told;
    refill(section, back(), el("div", { class: "failure", role: "alert" }, el("p", {}, said), problem.passing && retry));
  }
}

const back = () => el("p", {}, el("a", { href: toDocuments(), data: { route: "" }, class: "back" }, icon("previous"), words.allDocuments));

/**
 * @param {Element} section
 * @param {Document} found
 */
function render(section, found) {
  const text = new CodePoints(found.text);
  const spans = citedSpans(found.document_id);
  const marked = spans.map(({ start, end }) => ({ start: text.index(start), end: text.index(end), name: "other" }));
  const first = beginning(found.text, found.title);
  const body = el("div", { class: "document-text", dir: "auto", lang: found.language });
  const go = (/** @type {CitedSpan} */ span) => {
    showWindow(body, found.text, [...marked, { start: text.index(span.start), end: text.index(span.end), name: "quote" }], text.index(span.start), first);
    body.querySelector("mark.quote")?.scrollIntoView({ block: "center" });
  };
  refill(
    section,
    back(),
    el(
      "article",
      { class: "reading" },
      el("header", {}, el("h1", { class: "clamped", dir: "auto" }, titleOf(found)), facts(found)),
      spans.length > 0 && citedMost(spans, text, go),
      body,
    ),
  );
  showWindow(body, found.text, marked, first, first);
}

/** @param {Document} found */
function facts(found) {
  const names = (found.names ?? []).map((name) => name.split("/").at(-1) ?? name);
  return el(
    "p",
    { class: "facts" },
    [
      el("strong", { dir: "auto" }, found.publisher ?? words.unknownPublisher),
      found.author && el("span", { dir: "auto" }, found.author),
      day(found.published),
      found.kind && valueName("kinds", found.kind),
      found.language && languageName(found.language),
      words.passages(found.passages),
      names.length > 0 && el("span", { dir: "auto" }, [...new Set(names)].join(", ")),
      web(found.url) && outward(found.url, { class: "outward" }, words.original, icon("outward")),
    ]
      .filter(Boolean)
      .map((fact) => el("span", { class: "part" }, fact)),
  );
}

/**
 * @param {CitedSpan[]} spans
 * @param {CodePoints} text
 * @param {(span: CitedSpan) => void} go
 */
function citedMost(spans, text, go) {
  return el(
    "section",
    { class: "cited-most" },
    el("h2", { class: "label" }, words.citedMost),
    el(
      "ol",
      {},
      spans.slice(0, MOST_CITED).map((span) =>
        el(
          "li",
          {},
          el("button", { type: "button", class: "plain", on: { click: () => go(span) } }, el("span", { class: "clamped", dir: "auto" }, text.slice(span.start, span.end))),
          span.times > 1 && el("span", { class: "times" }, words.times(span.times)),
        ),
      ),
    ),
  );
}
