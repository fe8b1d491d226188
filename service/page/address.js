/**
 * The address of the page says what it shows: `/a/{answer}#3` an answer with its third citation open, `/?view=documents`
 * the documents, `/?view=check` a draft to check, `/?read={document}` one of them, and in the query everywhere the filters of the next question.
 */

/** @typedef {import("./api/types.js").Filters} Filters */
/** @typedef {import("./api/types.js").Scope} Scope */

/**
 * @typedef {object} Place
 * @property {"ask" | "documents" | "read" | "check"} view
 * @property {string | null} answer  id
 * @property {string | null} document  id
 * @property {string | null} search  what is searched for among the documents
 * @property {string | null} question  to be asked at once, from a plain form or a browser's search keyword
 * @property {number | null} citation  the number that is open
 */

/** Names of the filters in the address. */
const SINGLE = /** @type {const} */ ({ from: "published_from", to: "published_to" });
const LISTS = /** @type {const} */ ({
  publisher: "publishers",
  kind: "kinds",
  actor: "actors",
  language: "languages",
  in: "document_ids",
});
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Where the page is. @returns {Place} */
export function place() {
  const query = new URLSearchParams(location.search);
  const answer = /^\/a\/([^/]+)$/.exec(location.pathname)?.[1];
  const document = query.get("read");
  const number = Number(location.hash.slice(1));
  return {
    view: document ? "read" : viewOf(query.get("view")),
    answer: answer ? decodeURIComponent(answer) : null,
    document,
    search: query.get("search"),
    question: query.get("question"),
    citation: Number.isInteger(number) && number > 0 ? number : null,
  };
}

/** @param {string | null} named @returns {"documents" | "check" | "ask"} */
const viewOf = (named) => (named === "documents" || named === "check" ? named : "ask");

/** Which documents may be used, from the address. @returns {Scope} */
export function scope() {
  const query = new URLSearchParams(location.search);
  /** @type {Filters} */
  const filters = {};
  for (const [name, field] of Object.entries(SINGLE)) {
    const value = query.get(name);
    if (value && DAY.test(value)) filters[field] = value;
  }
  for (const [name, field] of Object.entries(LISTS)) {
    const values = query.getAll(name).filter(Boolean);
    if (values.length) filters[field] = values;
  }
  const asOf = query.get("as_of");
  return { filters, as_of: asOf && DAY.test(asOf) ? asOf : null };
}

/**
 * The query string of a scope, with what else it shall hold.
 * @param {Scope} scope
 * @param {Record<string, string | null>} [others]
 */
export function query({ filters, as_of }, others = {}) {
  const made = new URLSearchParams();
  for (const [name, value] of Object.entries(others)) if (value) made.set(name, value);
  if (as_of) made.set("as_of", as_of);
  for (const [name, field] of Object.entries(SINGLE)) {
    const value = filters[field];
    if (value) made.set(name, value);
  }
  for (const [name, field] of Object.entries(LISTS)) for (const value of filters[field] ?? []) made.append(name, value);
  return made.size ? `?${made}` : "";
}

/** @param {string} [id] */
export const toAnswer = (id) => (id ? `/a/${encodeURIComponent(id)}` : "/") + query(scope());
export const toStart = () => `/${query(scope())}`;
/** @param {string | null} [search] */
export const toDocuments = (search = null) => `/${query(scope(), { view: "documents", search })}`;
export const toCheck = () => `/${query(scope(), { view: "check" })}`;
/** @param {string} id */
export const toDocument = (id) => `/${query(scope(), { read: id })}`;

/**
 * The present address with another scope.
 * @param {Scope} scope
 */
export function narrowed(scope) {
  const now = place();
  const view = now.view === "documents" || now.view === "check" ? now.view : null;
  return location.pathname + query(scope, { view, read: now.document, search: now.search }) + location.hash;
}

/** How many conditions a scope has. @param {Scope} scope */
export const conditions = ({ filters, as_of }) =>
  Object.values(filters).reduce((sum, value) => sum + (Array.isArray(value) ? value.length : 1), as_of ? 1 : 0);
