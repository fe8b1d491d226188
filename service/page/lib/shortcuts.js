/** Keyboard shortcuts, the list of them, and the switch that turns the single keys off. */

import { el } from "./elements.js";
import { store, stored } from "./storage.js";
import { words } from "./words.js";

/**
 * @typedef {object} Shortcut
 * @property {string} keys  as `KeyboardEvent.key` names them, separated by a space
 * @property {string} does
 * @property {(key: string) => void} run
 */

/** @type {Shortcut[]} */
let known = [];

const on = () => stored("shortcuts") !== "off";

/**
 * @param {Shortcut[]} shortcuts
 */
export function installShortcuts(shortcuts) {
  known = shortcuts;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !on()) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("input:not([type=checkbox]), textarea, select, [role=menu], dialog")) return;
    const shortcut = known.find(({ keys }) => keys.split(" ").includes(event.key));
    if (!shortcut) return;
    event.preventDefault();
    shortcut.run(event.key);
  });
}

/** Show the list. */
export function showShortcuts() {
  const box = el("input", { type: "checkbox" });
  box.checked = on();
  box.addEventListener("change", () => store("shortcuts", box.checked ? "on" : "off"));
  const fixed = /** @type {[string, string][]} */ ([
    ["Enter", words.keySend],
    ["Shift + Enter", words.keyLine],
    ["Esc", words.keyEscape],
  ]);
  const entries = [...fixed, ...known.map(({ keys, does }) => /** @type {[string, string]} */ ([told(keys), does]))];
  const close = el("button", { type: "button", class: "button primary", on: { click: () => dialog.close() } }, words.close);
  const dialog = el(
    "dialog",
    { class: "sheet", "aria-labelledby": "shortcuts-title" },
    el("h2", { id: "shortcuts-title" }, words.shortcuts),
    el("dl", { class: "keys" }, entries.map(([keys, does]) => el("div", {}, el("dt", {}, el("kbd", {}, keys)), el("dd", {}, does)))),
    el("footer", {}, el("label", { class: "switch" }, box, words.singleKeys), close),
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}

/** "1 – 9" for the digits, else the keys side by side. @param {string} keys */
const told = (keys) => (keys.startsWith("1 2") ? "1 – 9" : keys.replace(" ", "  "));
