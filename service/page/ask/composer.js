/** The field for a question. What is typed survives a reload, and stays when asking fails. */

import { byId } from "../lib/elements.js";
import { draft } from "../lib/storage.js";
import { words } from "../lib/words.js";

const LONGEST = 2000;
const COUNTED_FROM = 1800;

export class Composer {
  /** @param {{ ask: (question: string) => void, stop: () => void }} wanted */
  constructor(wanted) {
    this.form = /** @type {HTMLFormElement} */ (byId("composer"));
    this.field = /** @type {HTMLTextAreaElement} */ (byId("question"));
    this.running = false;
    // What was typed before this script ran counts more than what was kept.
    this.field.value ||= draft.read();
    this.field.addEventListener("input", () => this.#changed());
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const question = this.field.value.trim();
      if (this.running || !question || [...question].length > LONGEST) return;
      this.put("");
      wanted.ask(question);
    });
    byId("stop").addEventListener("click", wanted.stop);
    this.#changed();
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  /** @param {string} text */
  put(text) {
    this.field.value = text;
    this.#changed();
  }

  /** While an answer comes, the button stops it. @param {boolean} running */
  run(running) {
    const held = document.activeElement;
    this.running = running;
    byId("send").hidden = running;
    byId("stop").hidden = !running;
    if (held === byId("send") || held === byId("stop")) this.focus();
  }

  #changed() {
    draft.write(this.field.value);
    const length = [...this.field.value.trim()].length;
    const count = byId("length");
    count.hidden = length < COUNTED_FROM;
    count.textContent = length > LONGEST ? words.tooLong(length, LONGEST) : words.length(length, LONGEST);
    count.classList.toggle("wrong", length > LONGEST);
    byId("send").setAttribute("aria-disabled", String(length === 0 || length > LONGEST));
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 220)}px`;
  }
}
