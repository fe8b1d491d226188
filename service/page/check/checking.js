/**
 * Checking a draft: the writer's text, held sentence by sentence against the documents. The text and what came of it are
 * kept in this browser, so that neither a reload nor an error loses anything.
 */

import { place, scope, toCheck } from "../address.js";
import { problemOf } from "../api/problems.js";
import { check } from "../api/requests.js";
import { documents } from "../documents/collection.js";
import { narrowedTo, showChips } from "../filters/chips.js";
import { openFilters } from "../filters/dialog.js";
import { allowed } from "../filters/facets.js";
import { CodePoints } from "../lib/codepoints.js";
import { day } from "../lib/dates.js";
import { byId, el, refill } from "../lib/elements.js";
import { icon } from "../lib/icons.js";
import { menu } from "../lib/menu.js";
import { store, stored } from "../lib/storage.js";
import { announce } from "../lib/telling.js";
import { words } from "../lib/words.js";
import { sources } from "./differing.js";
import { ICONS, sentenceRows, VERDICTS } from "./sentences.js";

/** @typedef {import("../api/types.js").CheckedDraft} CheckedDraft */
/** @typedef {import("../api/types.js").Scope} Scope */
/** @typedef {import("../source/cited.js").Cited} Cited */
/** @typedef {import("../source/panel.js").SourcePanel} SourcePanel */
/** @typedef {import("./sentences.js").Verdict} Verdict */

/**
 * @typedef {object} Kept  a draft that was checked
 * @property {string} text
 * @property {CheckedDraft} checked
 * @property {boolean[]} beginnings  whether each sentence begins a paragraph
 * @property {Scope} scope
 * @property {string} at  ISO date and time
 * @property {number | null} documents  how many it was held against
 */

const LONGEST = 20_000;

/** Characters from which it takes long enough to say so. */
const LONG = 4000;

export class Checking {
  /** @param {SourcePanel} panel */
  constructor(panel) {
    this.panel = panel;
    /** @type {Kept | null} */
    this.kept = stored("checked");
    /** @type {Map<number, Cited>} */
    this.citations = new Map();
    /** @type {AbortController | null} */
    this.running = null;
    this.field = el("textarea", { id: "draft", class: "draft-field", "aria-label": words.draft, placeholder: words.draftHint });
    this.field.value = stored("draft") ?? "";
    this.count = el("span", { class: "length", role: "status" });
    this.chips = el("ul", { class: "chips" });
    this.send = el("button", { type: "submit", class: "button primary" }, words.check);
    this.stop = el("button", { type: "button", class: "button", hidden: true, on: { click: () => this.running?.abort() } }, words.stop);
    const narrow = el("button", { type: "button", class: "button quiet", on: { click: () => openFilters(narrow) } }, icon("filter"), words.narrow);
    this.told = el("div", { class: "draft-told" });
    this.form = el(
      "form",
      { class: "draft-form" },
      this.field,
      el("div", { class: "draft-foot" }, narrow, this.chips, this.count, this.stop, this.send),
      this.told,
    );
    this.result = el("div", { class: "draft-result" });
    this.element = el("div", { class: "checking" }, el("header", {}, el("h1", {}, words.checkTitle), el("p", { class: "hint" }, words.checkHint)), this.form, this.result);
    this.field.addEventListener("input", () => this.#typed());
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#check();
    });
    this.#typed();
    if (this.kept) this.#read(this.kept);
  }

  /** Put the view on the page; the citation of the address is opened. */
  show() {
    const { citation } = place();
    if (!this.element.isConnected) byId("check").replaceChildren(this.element);
    showChips();
    const all = this.#sources;
    const at = this.kept && citation ? all.findIndex((one) => one.number === citation) : -1;
    if (at >= 0) {
      this.panel.open(all, at);
      this.mark(all[at]);
    } else {
      this.panel.hide();
      if (!this.kept) this.field.focus({ preventScroll: true });
    }
  }

  /** Show which mark is open. @param {Cited} cited */
  mark(cited) {
    for (const element of this.element.querySelectorAll(".open")) element.classList.remove("open");
    for (const element of this.element.querySelectorAll(`[data-number="${cited.number}"]`)) element.classList.add("open");
  }

  get #sources() {
    return [...this.citations.values()].sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
  }

  #typed() {
    store("draft", this.field.value);
    const length = new CodePoints(this.field.value).length;
    const over = length > LONGEST;
    this.count.textContent = over ? words.draftTooLong(length, LONGEST) : words.draftLength(length, LONGEST);
    this.count.classList.toggle("wrong", over);
    this.send.setAttribute("aria-disabled", String(over || !this.field.value.trim()));
  }

  async #check() {
    const text = this.field.value;
    if (this.running || !text.trim() || new CodePoints(text).length > LONGEST) return;
    const controller = (this.running = new AbortController());
    const asked = scope();
    this.#busy(true);
    refill(this.told, el("p", { class: "status" }, text.length > LONG ? words.checkingLong : words.checking), el("div", { class: "skeleton", "aria-hidden": "true" }, el("span"), el("span"), el("span")));
    announce(words.checking);
    try {
      const [checked, all] = await Promise.all([check(text, asked, controller.signal), documents().catch(() => null)]);
      const count = all && allowed(all, asked).length;
      this.kept = { text, checked, beginnings: beginnings(text, checked), scope: asked, at: new Date().toISOString(), documents: count };
      store("checked", this.kept);
      this.told.replaceChildren();
      this.#read(this.kept);
      announce(this.#tally(this.kept));
      this.element.querySelector("h1")?.scrollIntoView({ block: "nearest" });
    } catch (error) {
      this.#failed(problemOf(error));
    } finally {
      this.running = null;
      this.#busy(false);
    }
  }

  /** @param {boolean} busy */
  #busy(busy) {
    const held = document.activeElement;
    this.send.hidden = busy;
    this.stop.hidden = !busy;
    this.form.toggleAttribute("aria-busy", busy);
    if (busy && held === this.send) this.stop.focus();
    if (!busy && held === this.stop) this.field.focus();
  }

  /** @param {import("../api/problems.js").Problem | null} problem  null: it was stopped */
  #failed(problem) {
    refill(
      this.told,
      el(
        "div",
        { class: "failure", role: "alert" },
        el("p", {}, el("strong", {}, problem ? problem.told : words.stopped)),
        problem?.detail && el("p", { class: "detail" }, problem.detail),
        el("button", { type: "button", class: "button", on: { click: () => this.#check() } }, icon("again"), words.tryAgain),
      ),
    );
  }

  /** Show what came of a draft in place of the field. @param {Kept} kept */
  #read(kept) {
    this.citations = sources(kept.checked);
    this.form.hidden = true;
    const citing = { citations: this.citations, open: (/** @type {number} */ number, /** @type {HTMLElement} */ opener) => this.#open(number, opener) };
    const rows = sentenceRows(kept.checked.sentences, kept.beginnings, citing);
    const exporting = () => import("./exporting.js");
    const edit = el("button", { type: "button", class: "button quiet", on: { click: () => this.#write() } }, icon("edit"), words.editDraft);
    refill(
      this.result,
      el(
        "div",
        { class: "draft-tools" },
        el("p", { class: "status", dir: "auto" }, this.#against(kept)),
        edit,
        menu(words.exportAs, words.exportAs, [
          { name: "Markdown", run: async () => (await exporting()).exportMarkdown(kept, this.#about(kept)) },
          { name: "HTML", run: async () => (await exporting()).exportHtml(kept, this.#about(kept)) },
        ]),
      ),
      this.#tallies(kept, rows),
      el("div", { class: "draft-read" }, rows),
    );
    edit.focus({ preventScroll: true });
  }

  /** Back to the field. */
  #write() {
    this.kept = null;
    store("checked", null);
    this.citations = new Map();
    this.panel.close();
    this.result.replaceChildren();
    this.form.hidden = false;
    this.field.focus();
  }

  /**
   * How many sentences have each verdict; each a switch that shows these only.
   * @param {Kept} kept
   * @param {HTMLElement[]} rows
   */
  #tallies({ checked }, rows) {
    const buttons = counts(checked).map(([verdict, count]) => {
      const button = el("button", { type: "button", class: `tally ${verdict}`, "aria-pressed": "false" }, icon(ICONS[verdict]), `${count} ${words.verdicts[verdict].toLocaleLowerCase()}`);
      button.addEventListener("click", () => {
        const only = button.getAttribute("aria-pressed") !== "true";
        for (const other of buttons) other.setAttribute("aria-pressed", String(only && other === button));
        for (const row of rows) row.hidden = only && row.dataset.verdict !== verdict;
      });
      return button;
    });
    return el("div", { class: "tallies", role: "group", "aria-label": words.showOnly }, buttons);
  }

  /** @param {Kept} kept */
  #against({ scope, at, documents }) {
    const parts = [documents !== null && words.heldAgainst(documents), narrowedTo(scope.filters), words.asOf(day(scope.as_of ?? at.slice(0, 10)))];
    return parts.filter(Boolean).join(" · ");
  }

  /** "2 contradicted, 5 supported". @param {Kept} kept */
  #tally = ({ checked }) => counts(checked).map(([verdict, count]) => `${count} ${words.verdicts[verdict].toLocaleLowerCase()}`).join(", ");

  /** @param {Kept} kept */
  #about = (kept) => `${this.#against(kept)} · ${this.#tally(kept)}`;

  /**
   * Show a source beside the draft, and note it in the address.
   * @param {number} number
   * @param {HTMLElement} opener
   */
  #open(number, opener) {
    const all = this.#sources;
    const at = all.findIndex((one) => one.number === number);
    if (at < 0) return;
    history[this.panel.isOpen ? "replaceState" : "pushState"]({ opened: true }, "", `${toCheck()}#${number}`);
    this.panel.open(all, at, opener);
    this.mark(all[at]);
  }
}

/**
 * @param {CheckedDraft} checked
 * @returns {[Verdict, number][]}
 */
const counts = ({ sentences }) =>
  VERDICTS.map((verdict) => /** @type {[Verdict, number]} */ ([verdict, sentences.filter((one) => one.verdict === verdict).length])).filter(([, count]) => count > 0);

/**
 * Whether each sentence stands at the beginning of a paragraph of the draft.
 * @param {string} draft
 * @param {CheckedDraft} checked
 */
function beginnings(draft, { sentences }) {
  const text = new CodePoints(draft);
  return sentences.map(({ start }, index) => !index || text.slice(sentences[index - 1].end, start).includes("\n"));
}
