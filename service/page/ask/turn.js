/** One question of the conversation with its answer, from the moment it is asked. */

import { el, fill, refill } from "../lib/elements.js";
import { icon } from "../lib/icons.js";
import { words } from "../lib/words.js";
import { ofPassage } from "../source/cited.js";
import { conflictNote } from "./conflicts.js";
import { answerTools } from "./copying.js";
import { Flagging, WHOLE } from "./flags.js";
import { refusal } from "./refusal.js";
import { row, statements } from "./statements.js";
import { answeredStatus, askedStatus, readingStatus } from "./status.js";
import { working } from "./working.js";

/** @typedef {import("../api/types.js").Answer} Answer */
/** @typedef {import("../api/types.js").Citation} Citation */
/** @typedef {import("../api/types.js").Flag} Flag */
/** @typedef {import("../api/types.js").FoundPassage} FoundPassage */
/** @typedef {import("../api/types.js").Statement} Statement */
/** @typedef {import("../source/cited.js").Cited} Cited */
/** @typedef {import("./threads.js").Turn} Turn */

/**
 * What the conversation does for its turns.
 * @typedef {object} Conversing
 * @property {(view: TurnView, sources: Cited[], at: number, opener: HTMLElement) => void} open
 * @property {(view: TurnView, question: string) => void} again  ask in place of this turn
 */

/** Where statements will stand. */
const skeleton = () => el("div", { class: "skeleton", "aria-hidden": "true" }, el("span"), el("span"), el("span"));

export class TurnView {
  /**
   * @param {Turn} turn
   * @param {boolean} followsUp  whether it may lean on earlier turns
   * @param {Conversing} conversing
   */
  constructor(turn, followsUp, conversing) {
    this.turn = turn;
    this.followsUp = followsUp;
    this.conversing = conversing;
    /** @type {Answer | null} */
    this.answer = null;
    /** @type {Map<number, Cited>} */
    this.citations = new Map();
    /** @type {Statement[]} */
    this.arrived = [];
    /** Numbers whose quote stands in the answer already. @type {Set<number>} */
    this.known = new Set();
    this.waitingForFrame = 0;
    this.question = el("h2", { class: "question", dir: "auto" }, turn.question);
    this.understood = el("p", { class: "understood", dir: "auto", hidden: !followsUp }, "\u00a0");
    this.status = el("p", { class: "status" }, "\u00a0");
    this.notes = el("div", { class: "answer-notes" });
    this.body = el("div", { class: "answer-body" });
    this.foot = el("footer", { class: "answer-foot" });
    this.flagging = new Flagging(() => this.answer, () => this.element);
    const edit = el("button", { type: "button", class: "icon-button edit", "aria-label": words.edit, title: words.edit }, icon("edit"));
    edit.addEventListener("click", () => this.#edit());
    this.head = el("header", { class: "turn-head" }, this.question, edit);
    this.element = el("article", { class: "turn" }, this.head, this.understood, this.status, this.notes, this.body, this.foot);
    this.citing = {
      citations: this.citations,
      open: (/** @type {number} */ number, /** @type {HTMLElement} */ opener) => {
        const sources = this.sources;
        const at = sources.findIndex((one) => one.number === number);
        if (at >= 0) conversing.open(this, sources, at, opener);
      },
      flagged: (/** @type {Statement} */ statement) => this.#flagged(statement),
    };
  }

  /** The citations in order of their numbers. */
  get sources() {
    return [...this.citations.values()].sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
  }

  /** What flags a statement, and says how it is flagged. @param {Statement} statement */
  #flagged(statement) {
    const number = 1 + (this.answer?.statements ?? this.arrived).indexOf(statement);
    return number ? { button: this.flagging.button(number), line: this.flagging.line(number) } : null;
  }

  /** Asked, nothing back yet. */
  waiting() {
    this.element.setAttribute("aria-busy", "true");
    refill(this.status, askedStatus(this.turn.scope));
    refill(this.body, skeleton());
    this.foot.replaceChildren();
    this.answer = null;
    this.flagging.set([]);
    this.arrived = [];
    this.known.clear();
    this.citations.clear();
  }

  /** Nothing has come for a while. */
  slow() {
    if (this.element.ariaBusy) refill(this.status, askedStatus(this.turn.scope, words.slow));
  }

  /** @param {FoundPassage[]} passages */
  retrieved(passages) {
    refill(this.status, readingStatus(passages, this.turn.scope));
  }

  /**
   * @param {Statement} statement
   * @param {Citation[]} citations
   */
  stated(statement, citations) {
    for (const one of citations) this.citations.set(one.number, one);
    this.arrived.push(statement);
    // Statements that come at once are drawn at once, and not at all when the whole answer comes with them.
    this.waitingForFrame ||= requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    this.waitingForFrame = 0;
    this.#still();
    const drawn = this.body.children.length;
    for (let index = drawn; index < this.arrived.length; index += 1) {
      this.body.append(row(this.arrived[index], this.citing, this.arrived[index - 1]?.about ?? null, this.known));
    }
    // A new one each time: an element that moves on would be a shift.
    if (this.element.ariaBusy) this.body.append(skeleton());
  }

  /** Take away what says that more will come. */
  #still() {
    this.body.querySelector(".skeleton")?.remove();
  }

  /**
   * @param {Answer} answer
   * @param {Flag[]} [flags]
   */
  show(answer, flags = []) {
    cancelAnimationFrame(this.waitingForFrame);
    this.waitingForFrame = 0;
    this.answer = answer;
    this.flagging.set(flags);
    this.element.removeAttribute("aria-busy");
    this.element.dataset.status = answer.status;
    this.citations.clear();
    for (const one of answer.citations) this.citations.set(one.number, one);
    this.question.textContent = "";
    fill(this.question, answer.question);
    const leant = answer.standalone_question !== answer.question;
    // An answer to a follow-up says how it was understood under its own address, too.
    this.understood.hidden = !leant && !this.followsUp;
    refill(this.understood, leant ? [words.understoodAs, " ", el("bdi", {}, answer.standalone_question)] : words.understoodAlone);
    refill(this.status, answeredStatus(answer, this.turn));
    refill(this.notes, (answer.notes ?? []).map((one) => el("p", { class: "answer-note", dir: "auto" }, icon("warning"), one.text)));
    const openPassage = (/** @type {number} */ index, /** @type {HTMLElement} */ opener) =>
      this.conversing.open(this, (answer.trace?.passages ?? []).map(ofPassage), index, opener);
    if (answer.status === "answered") this.#settle(answer);
    else refill(this.body, refusal(answer, openPassage));
    refill(this.foot, this.flagging.line(WHOLE), answerTools(answer, this.flagging.button(WHOLE)), working(answer, openPassage));
  }

  /** Bring the body to the whole answer; what stands there already stays as it is. @param {Answer} answer */
  #settle(answer) {
    this.#still();
    const whole = statements(answer, this.citing);
    const kept = this.body.children;
    const same = kept.length <= whole.length && [...kept].every((one, index) => one.textContent === whole[index].textContent);
    if (same) fill(this.body, whole.slice(kept.length));
    else refill(this.body, whole);
    fill(this.body, (answer.remarks ?? []).map((one) => el("p", { class: "remark", dir: "auto" }, one)));
    fill(this.body, answer.conflicts.map((conflict) => conflictNote(conflict, this.citing)));
  }

  /**
   * It came to nothing, or was broken off: what arrived stays, and it can be asked again.
   * @param {string} told
   * @param {string} [detail]
   */
  failed(told, detail = "") {
    cancelAnimationFrame(this.waitingForFrame);
    this.element.removeAttribute("aria-busy");
    if (this.arrived.length) this.#draw();
    else this.body.replaceChildren();
    this.element.dataset.status = "failed";
    refill(this.status, this.arrived.length ? words.incomplete : words.noAnswerYet);
    const again = () => this.conversing.again(this, this.turn.question);
    refill(
      this.foot,
      el(
        "div",
        { class: "failure", role: "alert" },
        el("p", {}, el("strong", {}, told)),
        detail && el("p", { class: "detail" }, detail),
        el("button", { type: "button", class: "button", on: { click: again } }, icon("again"), words.tryAgain),
      ),
    );
  }

  /** Turn the question into a field. */
  #edit() {
    const field = el("textarea", { class: "edit-field", rows: 2, maxlength: 2000, "aria-label": words.edit });
    field.value = this.turn.question;
    const form = el(
      "form",
      { class: "edit-form" },
      field,
      el("button", { type: "submit", class: "button primary" }, words.askAgain),
      el("button", { type: "button", class: "button", on: { click: () => this.#edited(form) } }, words.cancel),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!field.value.trim()) return;
      this.#edited(form);
      this.conversing.again(this, field.value.trim());
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#edited(form);
      if (event.key === "Enter" && !event.shiftKey && event.target === field && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
      event.stopPropagation();
    });
    this.head.hidden = true;
    this.head.after(form);
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  /** @param {HTMLElement} form */
  #edited(form) {
    form.remove();
    this.head.hidden = false;
    /** @type {HTMLElement | null} */ (this.head.querySelector(".edit"))?.focus();
  }
}
