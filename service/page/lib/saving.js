/** Giving the user a file: text as it is, or an HTML page that stands by itself. */

import { el } from "./elements.js";

/**
 * @param {string} text
 * @param {string} type  of media
 * @param {string} title  from which the name is made
 * @param {string} ending  of the name
 */
export function save(text, type, title, ending) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const name = title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60).replace(/^-|-$/g, "");
  el("a", { href: address, download: `${name || "aide-memoire"}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * The text of an HTML page with these elements.
 * @param {string} title
 * @param {string} style
 * @param {...import("./elements.js").Child} children
 */
export function standalone(title, style, ...children) {
  const page = document.implementation.createHTMLDocument(title);
  page.documentElement.lang = document.documentElement.lang;
  page.head.prepend(el("meta", { charset: "utf-8" }), el("meta", { name: "viewport", content: "width=device-width" }));
  page.body.append(el("main", {}, ...children));
  // The style is added to the text: as an element it would fall under the security policy of this page.
  return `<!doctype html>\n${page.documentElement.outerHTML.replace("</head>", `<style>${style}</style></head>`)}\n`;
}
