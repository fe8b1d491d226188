/** Which documents a scope allows, and how many there are of each value: the same rules that the service follows. */

/** @typedef {import("../api/types.js").DocumentSummary} DocumentSummary */
/** @typedef {import("../api/types.js").Filters} Filters */
/** @typedef {import("../api/types.js").Scope} Scope */

/** @typedef {"publishers" | "kinds" | "actors" | "languages" | "document_ids"} Facet */

/** The values of a document under each facet. @type {Record<Facet, (document: DocumentSummary) => string[]>} */
const VALUES = {
  publishers: ({ publisher }) => (publisher ? [publisher] : []),
  kinds: ({ kind }) => (kind ? [kind] : []),
  actors: ({ actors }) => actors,
  languages: ({ language }) => (language ? [language] : []),
  document_ids: ({ document_id }) => [document_id],
};
const FACETS = /** @type {Facet[]} */ (Object.keys(VALUES));

/** @param {string} text */
const folded = (text) => text.toLocaleLowerCase("und");

/**
 * The documents that a scope allows.
 * @param {DocumentSummary[]} documents
 * @param {Scope} scope
 * @param {Facet} [but]  a facet that is left out of account
 */
export function allowed(documents, { filters, as_of }, but) {
  const latest = [filters.published_to, as_of].filter(Boolean).sort()[0];
  const wanted = FACETS.filter((facet) => facet !== but && filters[facet]?.length).map(
    (facet) => /** @type {const} */ ([facet, new Set(filters[facet]?.map(folded))]),
  );
  return documents.filter((document) => {
    const { published } = document;
    if (filters.published_from && !(published && published >= filters.published_from)) return false;
    if (latest && !(published && published <= latest)) return false;
    return wanted.every(([facet, values]) => VALUES[facet](document).some((value) => values.has(folded(value))));
  });
}

/**
 * The values of a facet with the number of documents that have them under the other conditions, most frequent first.
 * @param {DocumentSummary[]} documents
 * @param {Scope} scope
 * @param {Facet} facet
 * @returns {{ value: string, count: number, chosen: boolean }[]}
 */
export function counted(documents, scope, facet) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const document of documents) for (const value of VALUES[facet](document)) counts.set(value, 0);
  for (const value of scope.filters[facet] ?? []) counts.set(value, 0);
  for (const document of allowed(documents, scope, facet)) {
    for (const value of VALUES[facet](document)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const chosen = new Set(scope.filters[facet]);
  return [...counts]
    .map(([value, count]) => ({ value, count, chosen: chosen.has(value) }))
    .sort((a, b) => Number(b.chosen) - Number(a.chosen) || b.count - a.count || a.value.localeCompare(b.value));
}

/**
 * The scope with a value of a facet added or taken away.
 * @param {Scope} scope
 * @param {Facet} facet
 * @param {string} value
 * @returns {Scope}
 */
export function toggled({ filters, as_of }, facet, value) {
  const before = filters[facet] ?? [];
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  const { [facet]: _, ...others } = filters;
  return { as_of, filters: after.length ? { ...others, [facet]: after } : others };
}

/**
 * The scope with a date set, or without it.
 * @param {Scope} scope
 * @param {"published_from" | "published_to" | "as_of"} name
 * @param {string} value  YYYY-MM-DD or empty
 * @returns {Scope}
 */
export function dated({ filters, as_of }, name, value) {
  if (name === "as_of") return { filters, as_of: value || null };
  const { [name]: _, ...others } = filters;
  return { as_of, filters: value ? { ...others, [name]: value } : others };
}

/**
 * How many documents each month has.
 * @param {DocumentSummary[]} documents
 * @returns {{ month: string, count: number }[]} from the first month to the last, without gaps; `month` is YYYY-MM
 */
export function months(documents) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { published } of documents) {
    if (published) counts.set(published.slice(0, 7), (counts.get(published.slice(0, 7)) ?? 0) + 1);
  }
  const known = [...counts.keys()].sort();
  const found = [];
  for (let month = known[0]; month && month <= /** @type {string} */ (known.at(-1)); month = following(month)) {
    found.push({ month, count: counts.get(month) ?? 0 });
  }
  return found;
}

/** @param {string} month YYYY-MM */
function following(month) {
  const [year, number] = month.split("-").map(Number);
  return number === 12 ? `${String(year + 1).padStart(4, "0")}-01` : `${String(year).padStart(4, "0")}-${String(number + 1).padStart(2, "0")}`;
}
