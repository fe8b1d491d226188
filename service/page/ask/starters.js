/**
 * Questions to begin with, each offered only when the document that answers it is indexed. A collection of other
 * documents gets questions about those who are named in it most.
 */

import { words } from "../lib/words.js";

/** @typedef {import("../api/types.js").DocumentSummary} DocumentSummary */

/** Questions in the language of the page, each with the title of a document that answers it. @type {Record<string, [string, string][]>} */
const WRITTEN = {
  en: [
    [
      "Within how many days would Ukraine have to hold elections under the US draft?",
      "Society, prisoners, elections, amnesty, Peace Council: points 20 and 24 to 28",
    ],
    [
      "Who handed the US peace plan to President Zelensky in Kyiv, and when?",
      "Driscoll hands the draft to Zelensky; a deputy puts the list online",
    ],
    [
      "How do the US draft, the E3 text and the 24-point European plan differ on the size of Ukraine’s army?",
      "Two European texts appear on the day of the Geneva talks",
    ],
    ["What happened after the Geneva talks?", "After Geneva: a shorter draft, bracketed questions and a near walk-out"],
    [
      "Which three US senators spoke publicly in Halifax about their call with Rubio?",
      "Senators in Halifax: Rubio told us it is not the administration's plan",
    ],
  ],
  de: [
    ["Wer übergab Selenskyj den Plan, und wann?", "Der 28-Punkte-Plan der USA und sein Zeitplan"],
    [
      "Wie viele Soldaten darf die Ukraine im Frieden haben?",
      "Zwei Tage Berlin: Gespräche über die Ukraine und Erklärung der europäischen Staats- und Regierungschefs",
    ],
    [
      "Worin unterscheiden sich der US-Entwurf und der E3-Text bei den Kampfjets in Polen?",
      "Berlin zwischen Washington und Kyjiw: Merz' Linie und der Gegenentwurf der E3",
    ],
    ["Was sagt Punkt 14 des Plans?", "Der 28-Punkte-Plan der USA und sein Zeitplan"],
  ],
};

const MOST = 4;

/**
 * @param {DocumentSummary[]} documents
 * @param {string} language  of the page
 */
export function starters(documents, language) {
  const titles = new Set(documents.map((one) => one.title));
  const fitting = (WRITTEN[language] ?? []).filter(([, title]) => titles.has(title)).map(([question]) => question);
  return fitting.length ? fitting : actors(documents).slice(0, MOST).map((actor) => words.starterAbout(actor));
}

/** Those who are named by most documents. @param {DocumentSummary[]} documents */
function actors(documents) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const actor of documents.flatMap((one) => one.actors)) counts.set(actor, (counts.get(actor) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([actor]) => actor);
}
