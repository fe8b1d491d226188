/** All documents: find one by its title, its publisher or its words, add some, remove one. */

import { place, scope, toDocument, toDocuments } from "../address.js";
import { problemOf } from "../api/problems.js";
import { search } from "../api/requests.js";
import { showChips, valueName } from "../filters/chips.js";
import { openFilters } from "../filters/dialog.js";
import { allowed } from "../filters/facets.js";
import { day } from "../lib/dates.js";
import { byId, el, refill } from "../lib/elements.js";
import { icon } from "../lib/icons.js";
import { languageName, words } from "../lib/words.js";
import { ofPassage, titleOf } from "../source/cited.js";
import { documents } from "./collection.js";
import { found as foundList } from "./found.js";
import { installRemoval, takeAway } from "./removal.js";
import { uploading } from "./upload.js";

/** @typedef {import("../api/types.js").DocumentSummary} DocumentSummary */
/** @typedef {import("../source/panel.js").SourcePanel} SourcePanel */

/** Milliseconds after the last key until the words of the documents are searched. */
const PAUSE = 250;
const SHOWN = 200;

export class Browsing {
  /** @param {SourcePanel} panel */
  constructor(panel) {
    this.panel = panel;
    this.field = el("input", { type: "search", id: "document-search", "aria-label": words.searchDocuments, placeholder: words.searchDocuments });
    this.chips = el("ul", { class: "chips" });
    this.count = el("p", { class: "hint", role: "status" });
    this.list = el("div", { class: "document-list" });
    this.passages = el("div", { class: "passage-list" });
    const narrow = el("button", { type: "button", class: "button quiet", on: { click: () => openFilters(narrow) } }, icon("filter"), words.narrow);
    this.element = el(
      "div",
      { class: "browsing" },
      el("header", {}, el("h1", {}, words.documents), uploading()),
      el("div", { class: "document-tools" }, el("label", { class: "search-field" }, icon("search"), this.field), narrow, this.chips),
      this.count,
      this.list,
      this.passages,
    );
    this.limit = SHOWN;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {AbortController | null} */
    this.searching = null;
    this.field.addEventListener("input", () => {
      this.limit = SHOWN;
      history.replaceState(history.state, "", toDocuments(this.field.value.trim()));
      this.#list();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.#search(), PAUSE);
    });
    installRemoval();
    for (const event of ["documents", "narrowed"]) addEventListener(event, () => this.#shown && this.update());
  }

  get #shown() {
    return this.element.isConnected;
  }

  /** Put the view on the page. */
  show() {
    byId("documents").replaceChildren(this.element);
    if (this.field !== document.activeElement) this.field.value = place().search ?? "";
    showChips();
    this.update();
  }

  update() {
    this.#list();
    this.#search();
  }

  async #list() {
    if (!this.list.childElementCount) this.count.textContent = words.loading;
    try {
      const all = await documents();
      const wanted = terms(this.field.value);
      const inScope = allowed(all, scope());
      const listed = inScope.filter((one) => wanted.every((word) => described(one).includes(word)));
      const every = listed.length === all.length ? words.documentCount(all.length) : words.ofDocuments(listed.length, all.length);
      this.count.textContent = wanted.length ? words.describedSo(listed.length) : every;
      const more = el("button", { type: "button", class: "more", on: { click: () => this.#more() } }, words.moreDocuments(listed.length - this.limit));
      refill(this.list, listed.length > 0 && table(listed.slice(0, this.limit)), listed.length > this.limit && more);
      if (!all.length) refill(this.list, el("p", { class: "empty" }, words.nothingIndexed));
    } catch (error) {
      this.count.textContent = "";
      this.#failed(this.list, error, () => this.#list());
    }
  }

  #more() {
    this.limit += SHOWN;
    this.#list();
  }

  async #search() {
    this.searching?.abort();
    const query = this.field.value.trim();
    if (!query) {
      this.passages.replaceChildren();
      return;
    }
    const controller = (this.searching = new AbortController());
    try {
      const passages = await search(query, scope(), controller.signal);
      const open = (/** @type {number} */ at, /** @type {HTMLElement} */ opener) => this.panel.open(passages.map(ofPassage), at, opener);
      refill(this.passages, el("h2", { class: "label" }, words.passagesFound(passages.length)), foundList(passages, terms(query), open));
    } catch (error) {
      if (!controller.signal.aborted) this.#failed(this.passages, error, () => this.#search());
    }
  }

  /**
   * @param {Element} element
   * @param {unknown} error
   * @param {() => void} retry
   */
  #failed(element, error, retry) {
    const problem = problemOf(error);
    if (!problem) return;
    const button = el("button", { type: "button", class: "button", on: { click: retry } }, icon("again"), words.tryAgain);
    refill(element, el("div", { class: "failure", role: "alert" }, el("p", {}, problem.told), el("p", { class: "detail" }, problem.detail), button));
  }
}

/** The words of a search, folded. @param {string} text */
const terms = (text) => text.toLocaleLowerCase().split(/\s+/).filter(Boolean);

/** @param {DocumentSummary} one */
const described = (one) => [one.title, one.publisher, one.author, ...one.actors, one.published].join(" ").toLocaleLowerCase();

/** @param {DocumentSummary[]} listed */
function table(listed) {
  const columns = [words.title, words.publisher, words.date, words.kind, words.language, ""];
  return el(
    "table",
    { class: "document-rows", role: "table" },
    el("caption", { class: "visually-hidden" }, words.documents),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, columns.map((name) => (name ? el("th", { scope: "col", role: "columnheader" }, name) : el("td", { role: "cell" }))))),
    el("tbody", { role: "rowgroup" }, listed.map(line)),
  );
}

/** @param {DocumentSummary} one */
function line(one) {
  const name = titleOf(one);
  const remove = el(
    "button",
    { type: "button", class: "icon-button", "aria-label": words.remove(name.slice(0, 80)), title: words.removeShort, on: { click: () => takeAway(one) } },
    icon("remove"),
  );
  const cell = (/** @type {string} */ className, /** @type {import("../lib/elements.js").Child} */ content) =>
    el("td", { class: className, role: "cell", dir: "auto" }, content);
  return el(
    "tr",
    { role: "row" },
    cell("title", el("a", { href: toDocument(one.document_id), data: { route: "" }, class: "clamped" }, name)),
    cell("publisher", el("span", { class: "clamped" }, one.publisher ?? "–")),
    cell("date", day(one.published)),
    cell("kind", one.kind ? valueName("kinds", one.kind) : "–"),
    cell("language", one.language ? languageName(one.language) : "–"),
    cell("actions", remove),
  );
}
