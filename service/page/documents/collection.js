/** The documents of the index as the page knows them: fetched once, and again after something was added or removed. */

import * as requests from "../api/requests.js";

/** @typedef {import("../api/types.js").DocumentSummary} DocumentSummary */

/** @type {Promise<DocumentSummary[]> | null} */
let fetched = null;

/** Ids of documents that are being removed, and can still be kept. @type {Set<string>} */
export const leaving = new Set();

/** All documents, latest first, without those that are being removed. @returns {Promise<DocumentSummary[]>} */
export async function documents() {
  fetched ??= requests.documents();
  fetched.catch(() => (fetched = null));
  return (await fetched).filter((one) => !leaving.has(one.document_id));
}

/** Tell everybody who shows documents that they are others now. */
export function changed() {
  fetched = null;
  dispatchEvent(new Event("documents"));
}
