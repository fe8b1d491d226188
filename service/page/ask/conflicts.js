/** Where sources disagree: both sides, each with who says so and when. */

import { el } from "../lib/elements.js";
import { words } from "../lib/words.js";
import { notes } from "../source/marks.js";
import { told } from "./statements.js";

/** @typedef {import("../api/types.js").Conflict} Conflict */
/** @typedef {import("../source/marks.js").Citing} Citing */

/**
 * @param {Conflict} conflict
 * @param {Citing} citing
 */
export function conflictNote(conflict, citing) {
  return el(
    "section",
    { class: "conflict" },
    el("h3", {}, el("span", { class: "conflict-label" }, words.disagree), el("bdi", { class: "clamped" }, conflict.topic)),
    el(
      "ul",
      { class: "claims" },
      conflict.claims.map((claim) =>
        el("li", {}, told(claim, citing), notes(claim, citing)),
      ),
    ),
  );
}
