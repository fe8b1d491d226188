/** The dialog that narrows what a question may use. What is chosen holds at once, and is kept in the address. */

import { narrowed, scope } from "../address.js";
import { problemOf } from "../api/problems.js";
import { documents } from "../documents/collection.js";
import { month } from "../lib/dates.js";
import { el, refill } from "../lib/elements.js";
import { words } from "../lib/words.js";
import { readdress } from "../navigation.js";
import { titleOf } from "../source/cited.js";
import { valueName } from "./chips.js";
import { allowed, counted, dated, months, toggled } from "./facets.js";

/** @typedef {import("../api/types.js").DocumentSummary} DocumentSummary */
/** @typedef {import("../api/types.js").Scope} Scope */
/** @typedef {import("./facets.js").Facet} Facet */

/** Values shown before the user searches among them. */
const SHOWN = 12;

/** Open the dialog. @param {HTMLElement | null} opener  gets the focus back */
export async function openFilters(opener) {
  const body = el("div", { class: "filter-body" }, el("p", {}, words.loading));
  const close = el("button", { type: "button", class: "button primary", on: { click: () => dialog.close() } }, words.done);
  const total = el("strong", { class: "total", role: "status" });
  const clear = el("button", { type: "button", class: "button quiet", on: { click: () => narrow({ filters: {}, as_of: null }) } }, words.clearAll);
  const dialog = el(
    "dialog",
    { class: "sheet filters", "aria-labelledby": "filters-title" },
    el("h2", { id: "filters-title" }, words.narrowTitle),
    body,
    el("footer", {}, total, clear, close),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener?.focus();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();

  /** @type {DocumentSummary[]} */
  let all = [];
  /** @type {(() => void)[]} */
  let refresh = [];
  const narrow = (/** @type {Scope} */ wanted) => {
    readdress(narrowed(wanted));
    update();
  };
  const update = () => {
    total.textContent = words.ofDocuments(allowed(all, scope()).length, all.length);
    for (const one of refresh) one();
  };
  try {
    all = await documents();
  } catch (error) {
    refill(body, el("p", { role: "alert" }, problemOf(error)?.told));
    return;
  }
  const titles = new Map(all.map((one) => [one.document_id, titleOf(one)]));
  const named = (/** @type {Facet} */ facet) => (/** @type {string} */ value) =>
    facet === "document_ids" ? titles.get(value) ?? value : valueName(facet, value);
  const groups = /** @type {[Facet, string][]} */ ([
    ["kinds", words.kind],
    ["languages", words.language],
    ["actors", words.actors],
    ["publishers", words.publishers],
    ["document_ids", words.documents],
  ]).map(([facet, name]) => group(facet, name, named(facet), all, narrow));
  const dates = dateGroup(all, narrow);
  refresh = [dates.update, ...groups.map((one) => one.update)];
  refill(body, dates.element, groups.map((one) => one.element));
  update();
}

/**
 * The dates: from, until, as of; with a bar for each month that says how many documents it has.
 * @param {DocumentSummary[]} all
 * @param {(scope: Scope) => void} narrow
 */
function dateGroup(all, narrow) {
  const names = /** @type {const} */ ({ published_from: words.fromLabel, published_to: words.untilLabel, as_of: words.asOfLabel });
  const fields = Object.entries(names).map(([name, label]) => {
    const field = el("input", { type: "date", name });
    field.addEventListener("change", () => narrow(dated(scope(), /** @type {keyof typeof names} */ (name), field.value)));
    return { field, element: el("label", {}, el("span", {}, label), field) };
  });
  const ends = el("p", { class: "month-ends", "aria-hidden": "true" });
  const bars = el("ol", { class: "months", "aria-label": words.byMonth });
  const update = () => {
    const { filters, as_of } = scope();
    for (const { field } of fields) {
      field.value = (field.name === "as_of" ? as_of : filters[/** @type {"published_from"} */ (field.name)]) ?? "";
    }
    const inside = new Map(months(allowed(all, scope())).map((one) => [one.month, one.count]));
    const every = months(all);
    const most = Math.max(...every.map((one) => one.count), 1);
    const shown = every.slice(-36);
    refill(ends, [shown[0], shown.at(-1)].map((one) => el("span", {}, one && month(`${one.month}-01`))));
    refill(bars, shown.map((one) => bar(one.month, one.count, inside.get(one.month) ?? 0, most)));
  };
  const element = el(
    "fieldset",
    { class: "dates" },
    el("legend", {}, words.dates),
    el("div", { class: "histogram" }, bars, ends),
    el("div", { class: "date-fields" }, fields.map((one) => one.element)),
    el("p", { class: "hint" }, words.asOfHint),
  );
  return { element, update };
}

/**
 * @param {string} which  YYYY-MM
 * @param {number} count
 * @param {number} inside  how many of them are allowed
 * @param {number} most
 */
function bar(which, count, inside, most) {
  const whole = el("span", { class: "bar-whole" });
  const part = el("span", { class: "bar-part" });
  whole.style.height = `${(count / most) * 100}%`;
  part.style.height = `${(inside / most) * 100}%`;
  const name = words.inMonth(month(`${which}-01`), inside, count);
  return el("li", { title: name }, whole, part, el("span", { class: "visually-hidden" }, name));
}

/**
 * A facet as a list of boxes to tick.
 * @param {Facet} facet
 * @param {string} name
 * @param {(value: string) => string} named
 * @param {DocumentSummary[]} all
 * @param {(scope: Scope) => void} narrow
 */
function group(facet, name, named, all, narrow) {
  const list = el("ul", { class: "options" });
  const search = el("input", { type: "search", "aria-label": words.searchIn(name), placeholder: words.searchIn(name), hidden: true });
  const update = () => {
    const options = counted(all, scope(), facet).map((one) => ({ ...one, name: named(one.value) }));
    search.hidden = options.length <= SHOWN;
    const wanted = search.value.trim().toLocaleLowerCase();
    const found = options.filter((one) => one.chosen || one.name.toLocaleLowerCase().includes(wanted));
    const focused = /** @type {HTMLInputElement | null} */ (list.querySelector(":focus"))?.value;
    refill(list, found.slice(0, SHOWN).map((one) => option(facet, one, narrow)), found.length > SHOWN && more(found.length - SHOWN));
    if (focused) /** @type {HTMLElement | null} */ (list.querySelector(`[value="${CSS.escape(focused)}"]`))?.focus();
    element.hidden = options.length === 0;
  };
  search.addEventListener("input", update);
  const element = el("fieldset", { class: `facet ${facet}` }, el("legend", {}, name), search, list);
  return { element, update };
}

/** @param {number} count */
const more = (count) => el("li", { class: "hint" }, words.moreBySearch(count));

/**
 * @param {Facet} facet
 * @param {{ value: string, name: string, count: number, chosen: boolean }} option
 * @param {(scope: Scope) => void} narrow
 */
function option(facet, { value, name, count, chosen }, narrow) {
  const box = el("input", { type: "checkbox", value });
  box.checked = chosen;
  box.addEventListener("change", () => narrow(toggled(scope(), facet, value)));
  const dim = count === 0 && !chosen ? "none" : null;
  return el("li", { class: dim }, el("label", {}, box, el("span", { class: "option-name", dir: "auto" }, name), el("span", { class: "count" }, count)));
}
