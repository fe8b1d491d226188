/**
 * Conversations, kept in this browser. An answer itself is kept by the service under its id; here is only which answers
 * make up a conversation, and what was asked to get them.
 */

import { forget, store, stored, storedNames } from "../lib/storage.js";

/** @typedef {import("../api/types.js").Answer} Answer */
/** @typedef {import("../api/types.js").Scope} Scope */

/**
 * @typedef {object} Turn
 * @property {string} question
 * @property {string} asked  ISO date and time; empty when not known
 * @property {Scope | null} scope  null: asked elsewhere, and not known here
 * @property {string | null} answer  id; null as long as there is none
 * @property {CitedSpan[]} cited
 *
 * @typedef {{ document_id: string, start: number, end: number }} CitedSpan
 * @typedef {{ id: string, changed: string, turns: Turn[] }} Thread
 */

const PREFIX = "thread:";
const KEPT = 200;

/** @returns {Thread} */
export const newThread = () => ({ id: crypto.randomUUID?.() ?? String(Math.random()).slice(2), changed: "", turns: [] });

/**
 * @param {string} question
 * @param {Scope} scope
 * @returns {Turn}
 */
export const newTurn = (question, scope) => ({
  question,
  asked: new Date().toISOString(),
  scope,
  answer: null,
  cited: [],
});

/** @param {string} id @returns {Thread | null} */
export const threadOf = (id) => stored(PREFIX + id);

/** Latest first. @returns {Thread[]} */
export function threads() {
  const found = storedNames(PREFIX).map((name) => /** @type {Thread} */ (stored(name)));
  return found.filter((thread) => thread?.turns?.length).sort((a, b) => (a.changed < b.changed ? 1 : -1));
}

/** The conversation that an answer is part of. @param {string} answer @returns {Thread | null} */
export const threadWith = (answer) => threads().find((one) => one.turns.some((turn) => turn.answer === answer)) ?? null;

/** @param {Thread} thread */
export function keep(thread) {
  thread.changed = new Date().toISOString();
  store(PREFIX + thread.id, thread);
  for (const old of threads().slice(KEPT)) forget(PREFIX + old.id);
}

/** @param {string} id */
export const drop = (id) => forget(PREFIX + id);

/**
 * Note what a turn was answered with.
 * @param {Turn} turn
 * @param {Answer} answer
 */
export function answered(turn, answer) {
  turn.answer = answer.answer_id;
  turn.cited = answer.citations.map(({ document_id, start, end }) => ({ document_id, start, end }));
}

/** The spans of a document that answers in this browser rest on, with how often. @param {string} document */
export function citedSpans(document) {
  /** @type {Map<string, { start: number, end: number, times: number }>} */
  const spans = new Map();
  for (const { turns } of threads()) {
    for (const { document_id, start, end } of turns.flatMap((turn) => turn.cited ?? [])) {
      if (document_id !== document) continue;
      const key = `${start}-${end}`;
      spans.set(key, { start, end, times: (spans.get(key)?.times ?? 0) + 1 });
    }
  }
  return [...spans.values()].sort((a, b) => b.times - a.times || a.start - b.start);
}
