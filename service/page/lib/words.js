/** The texts of the interface, in the language of the page. */

import english from "../words/en.js";

/** @typedef {typeof english} Words */

/** Every text by its name; a live binding, set once before anything is shown. @type {Words} */
export let words = english;

/** Languages that the interface speaks, each named in itself. */
export const LANGUAGES = { en: "English", de: "Deutsch" };

/** The language of the page, ISO 639-1. */
export const language = () => document.documentElement.lang;

/** Load the texts of the page's language and put them into the static parts of the page. */
export async function speak() {
  if (language() === "de") words = (await import("../words/de.js")).default;
  for (const element of document.querySelectorAll("[data-words]")) {
    element.textContent = told(element, "words");
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", told(element, "label"));
    if (element.tagName === "BUTTON") element.setAttribute("title", told(element, "label"));
  }
  for (const element of document.querySelectorAll("[data-placeholder]")) {
    element.setAttribute("placeholder", told(element, "placeholder"));
  }
  document.documentElement.removeAttribute("data-waiting");
}

/**
 * @param {Element} element
 * @param {string} kind
 */
function told(element, kind) {
  const name = /** @type {HTMLElement} */ (element).dataset[kind] ?? "";
  const text = /** @type {Record<string, unknown>} */ (words)[name];
  if (typeof text !== "string") throw new Error(`no text is called ${name}`);
  return text;
}

/**
 * The name of a language, in the language of the page.
 * @param {string} code ISO 639-1
 */
export function languageName(code) {
  try {
    return new Intl.DisplayNames([language()], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
