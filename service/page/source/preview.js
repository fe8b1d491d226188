/** The preview of a citation beside its mark, on hover and on focus. One at a time; Escape puts it away. */

import { byId, el, refill } from "../lib/elements.js";
import { highlighted, sourceLine, titleOf } from "./cited.js";

/** @typedef {import("./cited.js").Cited} Cited */

const DELAY = 120;
const MARGIN = 8;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** @type {HTMLElement | null} */
let owner = null;

/**
 * Let an element show a preview.
 * @param {HTMLElement} element
 * @param {() => Cited | undefined} cited  asked when it is about to be shown
 */
export function previewed(element, cited) {
  const later = (/** @type {number} */ delay) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const source = cited();
      if (source && element.isConnected) show(element, source);
    }, delay);
  };
  element.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && later(DELAY));
  element.addEventListener("pointerleave", () => leave(element));
  element.addEventListener("focus", () => element.matches(":focus-visible") && later(0));
  element.addEventListener("blur", hide);
  element.addEventListener("click", hide);
}

/** Wire the one preview of the page. */
export function installPreview() {
  const box = byId("preview");
  // It may be read with the pointer in it.
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", hide);
  addEventListener("scroll", hide, { capture: true, passive: true });
  addEventListener("resize", hide);
}

/** Put the preview away; tells whether there was one. */
export function hide() {
  clearTimeout(timer);
  const box = byId("preview");
  const shown = !box.hidden;
  box.hidden = true;
  owner?.removeAttribute("aria-describedby");
  owner = null;
  return shown;
}

/** @param {HTMLElement} element */
function leave(element) {
  clearTimeout(timer);
  if (owner === element) timer = setTimeout(hide, DELAY);
}

/**
 * @param {HTMLElement} element
 * @param {Cited} cited
 */
function show(element, cited) {
  hide();
  const box = byId("preview");
  const [before, short, after] = highlighted(cited);
  refill(
    box,
    el("p", { class: "preview-quote", dir: "auto" }, before, short && el("mark", { class: "short" }, short), after),
    el("p", { class: "preview-title clamped", dir: "auto" }, titleOf(cited)),
    el("p", { class: "preview-source" }, sourceLine(cited)),
  );
  box.hidden = false;
  owner = element;
  element.setAttribute("aria-describedby", "preview");
  beside(element, box);
}

/**
 * Put the box above the element, or below where there is no room.
 * @param {HTMLElement} element
 * @param {HTMLElement} box
 */
function beside(element, box) {
  const anchor = element.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  // Within the column of the statement, so that the note beside it stays in view.
  const column = element.closest(".statement")?.getBoundingClientRect().right ?? anchor.right;
  const left = Math.max(MARGIN, Math.min(anchor.left - 24, column - size.width));
  const above = anchor.top - size.height - MARGIN;
  const top = above > MARGIN + 56 ? above : anchor.bottom + MARGIN;
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}
