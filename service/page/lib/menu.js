/** A button that opens a short list of actions. */

import { el } from "./elements.js";
import { icon } from "./icons.js";

/** @typedef {{ name: string, run: () => void }} Action */

/**
 * @param {import("./elements.js").Child} label
 * @param {string} name  of the list, for screen readers
 * @param {Action[]} actions
 */
export function menu(label, name, actions) {
  const list = el("div", { class: "menu-list", role: "menu", "aria-label": name, hidden: true });
  const button = el(
    "button",
    { type: "button", class: "button quiet", "aria-haspopup": "menu", "aria-expanded": "false" },
    label,
    icon("down"),
  );
  const items = actions.map((action) => {
    const run = () => {
      toggle(false);
      action.run();
    };
    return el("button", { type: "button", role: "menuitem", tabindex: "-1", on: { click: run } }, action.name);
  });
  list.append(...items);
  const box = el("div", { class: "menu" }, button, list);

  /** @param {boolean} open */
  const toggle = (open) => {
    if (open === !list.hidden) return;
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) {
      // Upwards where there is no room below.
      const room = document.documentElement.clientHeight - button.getBoundingClientRect().bottom;
      list.classList.toggle("upwards", room < list.offsetHeight + 80);
      items[0].focus();
      document.addEventListener("pointerdown", outside);
    } else {
      document.removeEventListener("pointerdown", outside);
      if (list.contains(document.activeElement)) button.focus();
    }
  };
  /** @param {Event} event */
  const outside = (event) => !box.contains(/** @type {Node} */ (event.target)) && toggle(false);
  button.addEventListener("click", () => toggle(list.hidden));
  box.addEventListener("focusout", ({ relatedTarget }) => {
    // Nobody gets the focus when a button is clicked in Safari: that is no leaving.
    if (relatedTarget && !box.contains(/** @type {Node} */ (relatedTarget))) toggle(false);
  });
  list.addEventListener("keydown", (event) => {
    const at = items.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === "Escape") toggle(false);
    else if (to === undefined) return;
    else items[(to + items.length) % items.length].focus();
    event.preventDefault();
    event.stopPropagation();
  });
  return box;
}
