/** The conditions that are in force, each to be taken away with one click. */

import { narrowed, scope } from "../address.js";
import { documents } from "../documents/collection.js";
import { day } from "../lib/dates.js";
import { byId, el, refill } from "../lib/elements.js";
import { icon } from "../lib/icons.js";
import { languageName, words } from "../lib/words.js";
import { readdress } from "../navigation.js";
import { titleOf } from "../source/cited.js";
import { dated, toggled } from "./facets.js";

/** @typedef {import("../api/types.js").Scope} Scope */
/** @typedef {import("./facets.js").Facet} Facet */

/** Show the conditions of the address in every list of chips on the page. */
export function showChips() {
  const now = scope();
  for (const list of document.querySelectorAll(".chips")) refill(list, chips(now));
  byId("narrow").classList.toggle("active", chips(now).length > 0);
}

/** @param {Scope} now */
function chips(now) {
  const { filters, as_of } = now;
  const made = [];
  if (as_of) made.push(chip(words.asOf(day(as_of)), dated(now, "as_of", "")));
  if (filters.published_from) made.push(chip(words.from(day(filters.published_from)), dated(now, "published_from", "")));
  if (filters.published_to) made.push(chip(words.until(day(filters.published_to)), dated(now, "published_to", "")));
  for (const facet of /** @type {Facet[]} */ (["kinds", "languages", "publishers", "actors", "document_ids"])) {
    for (const value of filters[facet] ?? []) made.push(chip(valueName(facet, value), toggled(now, facet, value)));
  }
  return made;
}

/**
 * @param {string} name
 * @param {Scope} without
 */
function chip(name, without) {
  const text = el("span", { class: "chip-name", dir: "auto" }, name);
  const id = /^[0-9a-f]{16}$/.test(name) ? name : null;
  if (id) documents().then((all) => (text.textContent = titleOf(all.find((one) => one.document_id === id) ?? { title: id })), () => undefined);
  const remove = () => {
    readdress(narrowed(without));
    byId("narrow").focus();
  };
  return el("li", {}, el("button", { type: "button", class: "chip", "aria-label": words.without(name), on: { click: remove } }, text, icon("close")));
}

/** Which documents are allowed, in a line; empty where all are. @param {import("../api/types.js").Filters} filters */
export function narrowedTo({ published_from, published_to, document_ids = [], kinds = [], languages = [], publishers = [], actors = [] }) {
  const told = [
    published_from && words.from(day(published_from)),
    published_to && words.until(day(published_to)),
    ...kinds.map((one) => valueName("kinds", one)),
    ...languages.map((one) => valueName("languages", one)),
    ...publishers,
    ...actors,
    document_ids.length > 0 && words.chosenDocuments(document_ids.length),
  ].filter(Boolean);
  return told.length ? words.only(told.join(", ")) : "";
}

/**
 * A value of a facet as the user reads it.
 * @param {Facet} facet
 * @param {string} value
 */
export function valueName(facet, value) {
  if (facet === "languages") return languageName(value);
  if (facet === "kinds") return /** @type {Record<string, string>} */ (words.kinds)[value] ?? value;
  return value;
}
