/** How an answer came about: what was searched for, what was considered, what was dropped, how long it took. */

import { el } from "../lib/elements.js";
import { words } from "../lib/words.js";
import { sourceLine, titleOf } from "../source/cited.js";

/** @typedef {import("../api/types.js").Answer} Answer */

/**
 * @param {Answer} answer
 * @param {(index: number, opener: HTMLElement) => void} open  show one of the passages considered
 */
export function working(answer, open) {
  const { queries = [], passages = [], rejected = [] } = answer.trace ?? {};
  return el(
    "details",
    { class: "working" },
    el("summary", {}, words.howFound),
    el(
      "div",
      { class: "working-body" },
      queries.length > 0 && [el("h4", {}, words.searchedFor), el("ul", {}, queries.map((one) => el("li", { dir: "auto" }, one)))],
      rejected.length > 0 && [
        el("h4", {}, words.rejected),
        el("ul", {}, rejected.map((one) => el("li", { dir: "auto" }, one.text, el("span", { class: "why" }, " — ", one.why)))),
      ],
      passages.length > 0 && [
        el("h4", {}, words.considered(passages.length)),
        el(
          "ol",
          { class: "considered" },
          passages.map((passage, index) => {
            const button = el("button", { type: "button", class: "plain clamped", dir: "auto" }, titleOf(passage));
            button.addEventListener("click", () => open(index, button));
            return el("li", {}, button, el("span", { class: "why" }, " ", sourceLine(passage)));
          }),
        ),
      ],
      el("p", { class: "timings" }, words.timings(answer.timings_ms.total ?? 0), " · ", words.model(answer.model)),
    ),
  );
}
