/** Telling the user: short notices that everybody sees, and announcements for screen readers. */

import { byId, el } from "./elements.js";
import { icon } from "./icons.js";
import { words } from "./words.js";

/**
 * Say something to screen readers.
 * @param {string} text
 */
export function announce(text) {
  const region = byId("live");
  region.textContent = "";
  // A region that gets the same text twice says it once; emptied first, it says it again.
  requestAnimationFrame(() => (region.textContent = text));
}

/**
 * Show a notice for a while. Returns what takes it away.
 * @param {string} text
 * @param {{ action?: { name: string, run: () => void }, seconds?: number, wrong?: boolean }} [options]
 */
export function notice(text, { action, seconds = 6, wrong = false } = {}) {
  const gone = () => {
    clearTimeout(timer);
    box.remove();
  };
  const act = () => {
    gone();
    action?.run();
  };
  const box = el(
    "div",
    { class: wrong ? "notice wrong" : "notice" },
    el("span", { class: "clamped" }, text),
    action && el("button", { type: "button", class: "plain strong", on: { click: act } }, action.name),
    el("button", { type: "button", class: "icon-button", "aria-label": words.dismiss, on: { click: gone } }, icon("close")),
  );
  const timer = setTimeout(gone, seconds * 1000);
  byId("notices").append(box);
  return gone;
}
