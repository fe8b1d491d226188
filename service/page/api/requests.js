/** Requests to the service. Each throws a `Problem` when it fails, and an AbortError when its signal breaks it off. */

import { Problem, problemOf } from "./problems.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").CheckedDraft} CheckedDraft */
/** @typedef {import("./types.js").Document} Document */
/** @typedef {import("./types.js").DocumentSummary} DocumentSummary */
/** @typedef {import("./types.js").Flag} Flag */
/** @typedef {import("./types.js").FoundPassage} FoundPassage */
/** @typedef {import("./types.js").Scope} Scope */

const LISTED_AT_ONCE = 1000;

/** Documents stay as they are under their id, so those read once need not be fetched again. @type {Map<string, Promise<Document>>} */
const read = new Map();
const KEPT = 20;

/**
 * @param {string} path
 * @param {RequestInit} [init]
 */
export async function request(path, init) {
  let response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    throw problemOf(error) ?? error;
  }
  if (!response.ok) throw await Problem.of(response);
  return response;
}

/**
 * @param {string} path
 * @param {unknown} body
 * @param {AbortSignal} [signal]
 */
export const post = (path, body, signal) =>
  request(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });

/** @param {string} id @returns {Promise<Answer>} */
export const answer = async (id) => (await request(`/v1/answers/${encodeURIComponent(id)}`)).json();

/** @param {string} answer  id @returns {Promise<Flag[]>} */
export const flags = async (answer) => (await (await request(`/v1/answers/${encodeURIComponent(answer)}/feedback`)).json()).flags;

/**
 * Flag a statement of an answer, in place of an earlier flag.
 * @param {string} answer  id
 * @param {{ statement: number, flag: string, note: string }} wanted
 * @returns {Promise<Flag>}
 */
export const flag = async (answer, wanted) => (await post(`/v1/answers/${encodeURIComponent(answer)}/feedback`, wanted)).json();

/**
 * @param {string} answer  id
 * @param {number} statement
 */
export const unflag = (answer, statement) =>
  request(`/v1/answers/${encodeURIComponent(answer)}/feedback/${statement}`, { method: "DELETE" });

/**
 * Hold a draft against the documents.
 * @param {string} text
 * @param {Scope} scope
 * @param {AbortSignal} signal
 * @returns {Promise<CheckedDraft>}
 */
export const check = async (text, scope, signal) => (await post("/v1/check", { text, ...scope }, signal)).json();

/**
 * A document with its text.
 * @param {string} id
 * @returns {Promise<Document>}
 */
export function document(id) {
  const known = read.get(id);
  if (known) return known;
  const fetched = request(`/v1/documents/${encodeURIComponent(id)}`).then((response) => response.json());
  read.set(id, fetched);
  fetched.catch(() => read.delete(id));
  for (const oldest of [...read.keys()].slice(0, -KEPT)) read.delete(oldest);
  return fetched;
}

/** All documents, latest first. @returns {Promise<DocumentSummary[]>} */
export async function documents() {
  /** @type {DocumentSummary[]} */
  const found = [];
  let cursor = "";
  do {
    const query = new URLSearchParams({ limit: String(LISTED_AT_ONCE), ...(cursor && { cursor }) });
    const page = await (await request(`/v1/documents?${query}`)).json();
    found.push(...page.documents);
    cursor = page.next ?? "";
  } while (cursor);
  return found;
}

/**
 * @param {string} query
 * @param {Scope} scope
 * @param {AbortSignal} signal
 * @returns {Promise<FoundPassage[]>}
 */
export async function search(query, scope, signal) {
  return (await (await post("/v1/search", { query, top_k: 30, ...scope }, signal)).json()).passages;
}

/**
 * Remove a document for good. `keepalive` lets the request outlive the page.
 * @param {string} id
 */
export async function remove(id) {
  await request(`/v1/documents/${encodeURIComponent(id)}`, { method: "DELETE", keepalive: true });
  read.delete(id);
}
