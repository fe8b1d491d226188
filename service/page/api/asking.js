/** A question to the service, and its answer as it comes. */

import { events } from "./events.js";
import { Problem } from "./problems.js";
import { post } from "./requests.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Citation} Citation */
/** @typedef {import("./types.js").FoundPassage} FoundPassage */
/** @typedef {import("./types.js").Scope} Scope */
/** @typedef {import("./types.js").Statement} Statement */

/**
 * What is told while an answer comes.
 * @typedef {object} Listener
 * @property {(passages: FoundPassage[]) => void} retrieved
 * @property {(statement: Statement, citations: Citation[]) => void} stated
 */

/**
 * Ask, tell the listener what comes, and return the whole answer.
 *
 * @param {string} question
 * @param {{ role: string, content: string }[]} history
 * @param {Scope} scope
 * @param {Listener} listener
 * @param {AbortSignal} signal
 * @returns {Promise<Answer>}
 * @throws {Problem} also when the stream ends before the answer is whole
 */
export async function ask(question, history, scope, listener, signal) {
  const response = await post("/v1/ask", { question, history, ...scope, stream: true, trace: true }, signal);
  for await (const { event, data } of events(response)) {
    if (event === "retrieval") listener.retrieved(data.passages);
    else if (event === "statement") listener.stated(data.statement, data.citations);
    else if (event === "done") return data;
    else if (event === "error") throw Problem.from(data.status ?? 500, data);
  }
  throw new Problem("cut");
}
