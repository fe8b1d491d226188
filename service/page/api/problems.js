/** What can go wrong between the page and the service, as one kind of error. */

import { words } from "../lib/words.js";

/** @typedef {"offline" | "cut" | "busy" | "broken" | "missing" | "refused"} Kind */

export class Problem extends Error {
  /**
   * @param {Kind} kind
   * @param {string} [detail] the service's own words
   */
  constructor(kind, detail = "") {
    super(detail || kind);
    this.kind = kind;
    this.detail = detail;
  }

  /** One sentence for the user, in the language of the page. */
  get told() {
    return words.problems[this.kind];
  }

  /** Whether the same request may succeed later. */
  get passing() {
    return this.kind !== "refused" && this.kind !== "missing";
  }

  /**
   * From a response that is no success.
   * @param {Response} response
   */
  static async of(response) {
    /** @type {{ detail?: string, title?: string }} */
    const told = await response.json().catch(() => ({}));
    return Problem.from(response.status, told);
  }

  /**
   * @param {number} status
   * @param {{ detail?: string, title?: string }} told problem object (RFC 9457)
   */
  static from(status, told) {
    return new Problem(kindOf(status), told.detail ?? told.title ?? `HTTP ${status}`);
  }
}

/** @param {number} status @returns {Kind} */
function kindOf(status) {
  if (status === 404) return "missing";
  if (status === 503 || status === 429) return "busy";
  return status >= 500 && status !== 501 ? "broken" : "refused";
}

/**
 * Whatever was thrown, as a problem; null when the user broke it off.
 * @param {unknown} error
 */
export function problemOf(error) {
  if (error instanceof Problem) return error;
  if (error instanceof DOMException && error.name === "AbortError") return null;
  if (error instanceof TypeError) return new Problem("offline");
  throw error;
}
