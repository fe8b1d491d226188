/** Calendar days, told in the language of the page. A day has no time zone: it is read and told as UTC. */

import { language, words } from "./words.js";

/**
 * "24 Nov 2025", or "undated".
 * @param {string | null | undefined} iso YYYY-MM-DD
 */
export function day(iso) {
  return iso ? formatted(iso, { day: "numeric", month: "short", year: "numeric" }) : words.undated;
}

/**
 * "November 2025".
 * @param {string} iso YYYY-MM-DD
 */
export const month = (iso) => formatted(iso, { month: "long", year: "numeric" });

/**
 * The days from the first to the last of a collection: "20–25 Nov 2025"; null when none has a date.
 * @param {Iterable<string | null | undefined>} dates YYYY-MM-DD
 */
export function span(dates) {
  const known = [...dates].filter((date) => date).sort();
  if (!known.length) return null;
  const [first, last] = [/** @type {string} */ (known[0]), /** @type {string} */ (known.at(-1))];
  if (first === last) return day(first);
  const format = new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  return format.formatRange(new Date(first), new Date(last));
}

/**
 * A moment as a reader of today says it: the time for today, else the day.
 * @param {string} moment ISO date and time
 */
export function moment(moment) {
  const date = new Date(moment);
  const today = date.toDateString() === new Date().toDateString();
  /** @type {Intl.DateTimeFormatOptions} */
  const options = today ? { hour: "2-digit", minute: "2-digit" } : { day: "numeric", month: "short", year: "numeric" };
  return new Intl.DateTimeFormat(locale(), options).format(date);
}

/**
 * @param {string} iso
 * @param {Intl.DateTimeFormatOptions} options
 */
function formatted(iso, options) {
  const date = new Date(iso);
  return Number.isNaN(date.valueOf()) ? iso : new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" }).format(date);
}

/** Day before month in English too, as everywhere else in the product. */
const locale = () => (language() === "en" ? "en-GB" : language());
