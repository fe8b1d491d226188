/** The source beside the answer: the document of a citation, at the cited span, with the text around it. */

import { toDocument } from "../address.js";
import { problemOf } from "../api/problems.js";
import { document as fetchDocument } from "../api/requests.js";
import { CodePoints } from "../lib/codepoints.js";
import { day } from "../lib/dates.js";
import { byId, el, fill, outward, refill, web } from "../lib/elements.js";
import { icon } from "../lib/icons.js";
import { announce } from "../lib/telling.js";
import { words } from "../lib/words.js";
import { highlighted, sourceLine, titleOf } from "./cited.js";
import { beginning, showWindow } from "./window.js";

/** @typedef {import("./cited.js").Cited} Cited */
/** @typedef {import("../api/types.js").Document} Document */

export class SourcePanel {
  /** @param {{ moved: (cited: Cited) => void, closed: () => void }} told  what the owner of the address wants to know */
  constructor(told) {
    this.told = told;
    this.element = byId("source");
    this.head = byId("source-head");
    this.body = byId("source-body");
    /** @type {Cited[]} */
    this.sources = [];
    this.at = 0;
    /** @type {HTMLElement | null} */
    this.opener = null;
    byId("source-previous").addEventListener("click", () => this.move(-1));
    byId("source-next").addEventListener("click", () => this.move(1));
    byId("source-close").addEventListener("click", () => this.close());
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /**
   * Show one of several sources; the others are a step away.
   * @param {Cited[]} sources
   * @param {number} at
   * @param {HTMLElement | null} [opener]  gets the focus back
   */
  open(sources, at, opener = null) {
    this.sources = sources;
    this.opener = opener ?? this.opener;
    this.element.hidden = false;
    document.documentElement.dataset.source = "open";
    this.#show(at);
    if (opener) byId("source-title").focus({ preventScroll: true });
  }

  /** @param {1 | -1} step */
  move(step) {
    const at = this.at + step;
    if (!this.isOpen || !this.sources[at]) return;
    this.#show(at);
    this.told.moved(this.sources[at]);
  }

  close() {
    if (!this.isOpen) return;
    this.hide();
    this.told.closed();
    if (this.opener?.isConnected) this.opener.focus({ preventScroll: true });
    this.opener = null;
  }

  /** Take it away without telling anybody. */
  hide() {
    this.element.hidden = true;
    delete document.documentElement.dataset.source;
    for (const mark of document.querySelectorAll(".mark.open, .note.open")) mark.classList.remove("open");
  }

  /** @param {number} at */
  #show(at) {
    this.at = at;
    const cited = this.sources[at];
    byId("source-count").textContent = words.ofSources(at + 1, this.sources.length);
    disable("source-previous", at === 0);
    disable("source-next", at === this.sources.length - 1);
    this.#title(cited);
    this.#text(cited);
    announce(words.sourceShown(titleOf(cited), sourceLine(cited)));
  }

  /** @param {Cited} cited */
  #title(cited) {
    const number = cited.number === null ? null : el("span", { class: "number" }, cited.number);
    byId("source-title").replaceChildren();
    fill(byId("source-title"), number, el("bdi", {}, titleOf(cited)));
    refill(
      this.head,
      el("strong", { dir: "auto" }, cited.publisher ?? words.unknownPublisher),
      el("span", {}, day(cited.published)),
      cited.page !== null && el("span", {}, words.page(cited.page)),
      web(cited.url) && outward(cited.url, { class: "outward" }, words.original, icon("outward")),
      el("a", { href: toDocument(cited.document_id), data: { route: "" } }, words.wholeDocument),
    );
  }

  /** @param {Cited} cited */
  async #text(cited) {
    this.body.setAttribute("aria-busy", "true");
    this.#faith(null);
    if (!this.body.childElementCount) refill(this.body, excerpt(cited));
    try {
      const found = await fetchDocument(cited.document_id);
      if (this.sources[this.at] !== cited) return;
      this.#place(found, cited);
    } catch (error) {
      const problem = problemOf(error);
      if (this.sources[this.at] !== cited || !problem) return;
      const gone = problem.kind === "missing";
      const retry = el("button", { type: "button", class: "button", on: { click: () => this.#text(cited) } }, words.tryAgain);
      const said = el("p", { class: "source-problem", role: "alert" }, gone ? words.documentGone : problem.told, !gone && retry);
      refill(this.body, said, excerpt(cited));
    } finally {
      if (this.sources[this.at] === cited) this.body.removeAttribute("aria-busy");
    }
  }

  /**
   * @param {Document} found
   * @param {Cited} cited
   */
  #place(found, cited) {
    const text = new CodePoints(found.text);
    const span = (/** @type {{ start: number, end: number }} */ { start, end }, /** @type {string} */ name) => ({
      start: text.index(start),
      end: text.index(end),
      name,
    });
    const others = this.sources.filter((one) => one !== cited && one.document_id === cited.document_id);
    const marked = [...others.map((one) => span(one, "other")), span(cited, "quote")];
    if (cited.highlight) marked.push(span(cited.highlight, "short"));
    showWindow(this.body, found.text, marked, text.index(cited.start), beginning(found.text, found.title));
    this.#faith(text.slice(cited.start, cited.end) === cited.quote);
    const first = this.body.querySelector("mark.quote");
    if (first) scrollTo(this.body, first);
  }

  /** Say whether the quote was found where it is said to stand. @param {boolean | null} exact  null: not known yet */
  #faith(exact) {
    const element = byId("source-faith");
    element.className = exact === null ? "" : exact ? "exact" : "inexact";
    refill(element, exact === null ? "\u00a0" : [icon(exact ? "check" : "warning"), exact ? words.exact : words.inexact]);
  }
}

/** The quote with what came before and after it, for when the document itself is not at hand. @param {Cited} cited */
function excerpt(cited) {
  const [before, short, after] = highlighted(cited);
  const quote = el("mark", { class: "quote" }, before, short && el("mark", { class: "short" }, short), after);
  return el("p", { class: "paragraph", dir: "auto" }, cited.before, quote, cited.after);
}

/**
 * Bring an element of a scrolling box to its upper third.
 * @param {HTMLElement} box
 * @param {Element} element
 */
function scrollTo(box, element) {
  const scroller = box.closest(".scroller") ?? box;
  const offset = element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  scroller.scrollTop += offset - scroller.clientHeight / 3;
}

/**
 * @param {string} id
 * @param {boolean} disabled
 */
function disable(id, disabled) {
  // Not the attribute `disabled`: it would take the focus away from whoever steps to the end.
  byId(id).setAttribute("aria-disabled", String(disabled));
}
