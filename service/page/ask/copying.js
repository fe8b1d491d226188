/** What one can do with an answer: copy it in three forms, take its address, flag it. */

import { toAnswer } from "../address.js";
import { moment } from "../lib/dates.js";
import { el } from "../lib/elements.js";
import { icon } from "../lib/icons.js";
import { menu } from "../lib/menu.js";
import { announce, notice } from "../lib/telling.js";
import { words } from "../lib/words.js";

/** @typedef {import("../api/types.js").Answer} Answer */

/**
 * @param {Answer} answer
 * @param {HTMLElement} flag  what flags the answer as a whole
 */
export function answerTools(answer, flag) {
  const link = new URL(toAnswer(answer.answer_id), location.href);
  link.search = "";
  return el(
    "div",
    { class: "tools" },
    menu([icon("copy"), words.copy], words.copy, [
      { name: words.copyText, run: () => copyAnswer("asText", answer) },
      { name: words.copyFootnotes, run: () => copyAnswer("asFootnotes", answer) },
      { name: words.copyMarkdown, run: () => copyAnswer("asMarkdown", answer) },
    ]),
    el("button", { type: "button", class: "button quiet", on: { click: () => copy(link.href) } }, icon("link"), words.copyLink),
    flag,
    answer.asked_at && el("time", { class: "asked", datetime: answer.asked_at }, moment(answer.asked_at)),
  );
}

/**
 * @param {"asText" | "asFootnotes" | "asMarkdown"} format
 * @param {Answer} answer
 */
export async function copyAnswer(format, answer) {
  await copy((await import("./formats.js"))[format](answer));
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    announce(words.copied);
    notice(words.copied, { seconds: 2 });
  } catch {
    // Not a secure context, or not allowed: the text is offered for copying by hand.
    byHand(text);
  }
}

/** @param {string} text */
function byHand(text) {
  const field = el("textarea", { rows: 10, readonly: true, "aria-label": words.copy });
  const close = el("button", { type: "button", class: "button", on: { click: () => dialog.close() } }, words.close);
  const dialog = el("dialog", { class: "sheet", "aria-label": words.copy }, el("p", {}, words.copyByHand), field, close);
  field.value = text;
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  field.select();
}
