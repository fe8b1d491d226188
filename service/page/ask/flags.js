/** Saying that a statement is wrong. Flags are kept by the service, with the answer that they are about. */

import { problemOf } from "../api/problems.js";
import { flag, unflag } from "../api/requests.js";
import { el, refill } from "../lib/elements.js";
import { icon } from "../lib/icons.js";
import { announce, notice } from "../lib/telling.js";
import { words } from "../lib/words.js";

/** @typedef {import("../api/types.js").Answer} Answer */
/** @typedef {import("../api/types.js").Flag} Flag */
/** @typedef {Flag["flag"]} Verdict */

const VERDICTS = /** @type {Verdict[]} */ (["not_supported", "wrong", "incomplete"]);
const LONGEST = 2000;

/** The number of the answer as a whole, beside those of its statements. */
export const WHOLE = 0;

/** The flags of one answer, and what one does with them. */
export class Flagging {
  /**
   * @param {() => Answer | null} answer  null as long as it is not whole
   * @param {() => HTMLElement} element  where the answer is shown
   */
  constructor(answer, element) {
    this.answer = answer;
    this.element = element;
    /** By the number of the statement. @type {Map<number, Flag>} */
    this.flags = new Map();
  }

  /** @param {Flag[]} flags */
  set(flags) {
    this.flags = new Map(flags.map((one) => [one.statement, one]));
  }

  /** What opens the dialog for a statement. @param {number} number */
  button(number) {
    const name = number === WHOLE ? words.flagAnswer : words.flagStatement(number);
    const button = el("button", { type: "button", class: number === WHOLE ? "button quiet" : "flag", title: name, "aria-label": name }, icon("flag"), number === WHOLE && words.flag);
    button.addEventListener("click", () => this.#open(number, button));
    return button;
  }

  /** What says how a statement is flagged; empty as long as it is not. @param {number} number */
  line(number) {
    const line = el("div", { class: "flagged", data: { flag: number } });
    this.#fill(line, number);
    return line;
  }

  /** @param {number} number */
  #draw(number) {
    for (const line of this.#lines(number)) this.#fill(line, number);
  }

  /** @param {number} number @returns {NodeListOf<HTMLElement>} */
  #lines = (number) => this.element().querySelectorAll(`.flagged[data-flag="${number}"]`);

  /**
   * @param {HTMLElement} line
   * @param {number} number
   */
  #fill(line, number) {
    const known = this.flags.get(number);
    line.hidden = !known;
    line.replaceChildren();
    if (!known) return;
    const change = el("button", { type: "button", class: "plain", on: { click: () => this.#open(number, change) } }, words.flagChange);
    refill(
      line,
      icon("flag"),
      el("strong", {}, words.flags[known.flag]),
      known.note && el("span", { class: "flag-note", dir: "auto" }, known.note),
      change,
      el("button", { type: "button", class: "plain", on: { click: () => this.#remove(number) } }, words.flagRemove),
    );
  }

  /**
   * @param {number} number
   * @param {HTMLElement} opener  gets the focus back
   */
  #open(number, opener) {
    const answer = this.answer();
    if (!answer) return;
    const known = this.flags.get(number);
    const told = number === WHOLE ? answer.question : answer.statements[number - 1].text;
    const note = el("textarea", { rows: 3, maxlength: LONGEST, id: "flag-note" });
    note.value = known?.note ?? "";
    const wrong = el("div", { role: "alert" });
    const boxes = VERDICTS.map((verdict) => {
      const box = el("input", { type: "radio", name: "flag", value: verdict, required: true });
      box.checked = known?.flag === verdict;
      return el("label", { class: "flag-choice" }, box, el("span", {}, el("b", {}, words.flags[verdict]), el("span", { class: "hint" }, words.flagMeaning[verdict])));
    });
    const form = el(
      "form",
      { method: "dialog", class: "flag-form" },
      el("p", { class: "flag-told clamped", dir: "auto" }, told),
      el("fieldset", {}, el("legend", { class: "visually-hidden" }, words.flagTitle), boxes),
      el("label", { class: "flag-note-label", for: "flag-note" }, words.flagNote),
      note,
      wrong,
      el(
        "footer",
        {},
        el("a", { href: "/v1/feedback.jsonl", download: "feedback.jsonl" }, words.flagExport),
        el("button", { type: "button", class: "button", on: { click: () => dialog.close() } }, words.cancel),
        el("button", { type: "submit", class: "button primary" }, words.flagSave),
      ),
    );
    const title = number === WHOLE ? words.flagTitleAnswer : words.flagTitle;
    const dialog = el("dialog", { class: "sheet flagging", "aria-labelledby": "flag-title" }, el("h2", { id: "flag-title" }, title), form);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const verdict = /** @type {Verdict} */ (new FormData(form).get("flag"));
      try {
        await this.#save(answer.answer_id, { statement: number, flag: verdict, note: note.value.trim() });
        dialog.close();
        this.#undoable(words.flagKept, number, known);
      } catch (error) {
        refill(wrong, el("p", { class: "wrong" }, problemOf(error)?.told, " ", problemOf(error)?.detail));
      }
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      (opener.isConnected ? opener : this.#lines(number)[0]?.querySelector("button"))?.focus();
    });
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
    dialog.showModal();
    (boxes.find((one) => one.control && /** @type {HTMLInputElement} */ (one.control).checked) ?? boxes[0]).control?.focus();
  }

  /**
   * @param {string} answer  id
   * @param {{ statement: number, flag: Verdict, note: string }} wanted
   */
  async #save(answer, wanted) {
    this.flags.set(wanted.statement, await flag(answer, wanted));
    this.#draw(wanted.statement);
  }

  /** @param {number} number */
  async #remove(number) {
    const answer = this.answer();
    const known = this.flags.get(number);
    if (!answer || !known) return;
    try {
      await unflag(answer.answer_id, number);
      this.flags.delete(number);
      this.#draw(number);
      this.#undoable(words.flagGone, number, known);
    } catch (error) {
      notice(problemOf(error)?.told ?? "", { wrong: true });
    }
  }

  /**
   * Say what was done, and let it be undone.
   * @param {string} told
   * @param {number} number
   * @param {Flag | undefined} before
   */
  #undoable(told, number, before) {
    const undo = async () => {
      const id = this.answer()?.answer_id ?? "";
      try {
        if (before) await this.#save(id, { statement: number, flag: before.flag, note: before.note });
        else await this.#remove(number);
      } catch (error) {
        notice(problemOf(error)?.told ?? "", { wrong: true });
      }
    };
    announce(told);
    notice(told, { action: { name: words.undo, run: undo } });
  }
}
