/** No answer: what was looked for, why there is none, and what comes nearest. */

import { day } from "../lib/dates.js";
import { el } from "../lib/elements.js";
import { words } from "../lib/words.js";
import { inLine, publisherOf, titleOf } from "../source/cited.js";

/** @typedef {import("../api/types.js").Answer} Answer */

const NEAREST = 3;

/**
 * @param {Answer} answer
 * @param {(index: number, opener: HTMLElement) => void} open  show one of the passages considered
 */
export function refusal(answer, open) {
  const nearest = answer.trace?.passages.slice(0, NEAREST) ?? [];
  const queries = answer.trace?.queries.length ? answer.trace.queries : [answer.standalone_question];
  return el(
    "section",
    { class: "refusal" },
    el("p", { class: "refusal-said", dir: "auto" }, answer.answer),
    answer.reason && el("p", { class: "refusal-reason", dir: "auto" }, answer.reason),
    el("p", { class: "looked-for" }, words.lookedFor, " ", queries.map((one) => el("q", { dir: "auto" }, one))),
    nearest.length > 0 && el("h3", {}, words.nearest),
    el(
      "ol",
      { class: "nearest" },
      nearest.map((passage, index) => {
        const button = el(
          "button",
          { type: "button", class: "found" },
          el("span", { class: "found-head" }, el("b", { dir: "auto" }, publisherOf(passage)), el("span", {}, day(passage.published))),
          el("span", { class: "found-title", dir: "auto" }, titleOf(passage)),
          el("span", { class: "found-text", dir: "auto" }, inLine(passage.text)),
        );
        button.addEventListener("click", () => open(index, button));
        return el("li", {}, button);
      }),
    ),
  );
}
