/**
 * The objects of the service's HTTP interface, as far as the page reads them. All offsets count code points.
 *
 * @typedef {{ start: number, end: number }} Span
 *
 * @typedef {object} Source  what is told of the document that a citation or passage is from
 * @property {string} passage_id
 * @property {string} document_id
 * @property {string | null} title
 * @property {string | null} publisher
 * @property {string | null} published  YYYY-MM-DD
 * @property {string | null} url
 * @property {number | null} page
 * @property {number} start
 * @property {number} end
 *
 * @typedef {Source & { number: number, quote: string, before: string, after: string, highlight: Span | null }} Citation
 * @typedef {Source & { text: string, score: number }} FoundPassage
 *
 * @typedef {{ text: string, citations: number[], about: string | null }} Statement
 * @typedef {{ text: string, citations: number[] }} Claim
 * @typedef {{ topic: string, claims: Claim[] }} Conflict
 * @typedef {{ queries: string[], passages: FoundPassage[], rejected: { text: string, why: string }[] }} Trace
 *
 * @typedef {object} Answer
 * @property {string} answer_id
 * @property {string} question
 * @property {string} standalone_question
 * @property {"answered" | "insufficient_evidence"} status
 * @property {string} answer
 * @property {Statement[]} statements
 * @property {Citation[]} citations
 * @property {Conflict[]} conflicts
 * @property {string | null} reason
 * @property {"extractive" | "generative"} mode
 * @property {string} model
 * @property {Record<string, number>} timings_ms
 * @property {string} [asked_at]  ISO date and time
 * @property {string | null} [as_of]  YYYY-MM-DD
 * @property {Filters | null} [filters]
 * @property {{ code: string, text: string }[]} [notes]  what the reader should know about how it was made
 * @property {string[]} [remarks]  what follows the statements in fixed words
 * @property {Trace} [trace]
 *
 * @typedef {object} Flag
 * @property {number} statement  from 1; 0 is the answer as a whole
 * @property {"not_supported" | "wrong" | "incomplete"} flag
 * @property {string} note
 *
 * @typedef {object} CheckedSentence  of a draft; offsets count into the draft
 * @property {string} text
 * @property {number} start
 * @property {number} end
 * @property {"supported" | "contradicted" | "not_found" | "no_claim"} verdict
 * @property {string} why
 * @property {number[]} citations
 *
 * @typedef {{ sentences: CheckedSentence[], citations: Citation[] }} CheckedDraft
 *
 * @typedef {object} DocumentSummary
 * @property {string} document_id
 * @property {string | null} title
 * @property {string | null} publisher
 * @property {string | null} [author]
 * @property {string | null} published
 * @property {string | null} url
 * @property {string | null} language
 * @property {string | null} kind
 * @property {string[]} actors
 * @property {number} passages
 * @property {string[]} [names]
 *
 * @typedef {DocumentSummary & { text: string }} Document
 *
 * @typedef {object} Filters
 * @property {string} [published_from]
 * @property {string} [published_to]
 * @property {string[]} [publishers]
 * @property {string[]} [kinds]
 * @property {string[]} [actors]
 * @property {string[]} [languages]
 * @property {string[]} [document_ids]
 *
 * @typedef {{ filters: Filters, as_of: string | null }} Scope  which documents a question may use
 */
export {};
