/** The conversation on the screen: its turns, the one answer that may be under way, and the source that is open. */

import { place, scope, toAnswer, toStart } from "../address.js";
import { ask } from "../api/asking.js";
import { problemOf } from "../api/problems.js";
import { answer as fetchAnswer, flags as fetchFlags } from "../api/requests.js";
import { byId } from "../lib/elements.js";
import { announce } from "../lib/telling.js";
import { words } from "../lib/words.js";
import { answered, keep, newThread, newTurn, threadOf, threadWith } from "./threads.js";
import { TurnView } from "./turn.js";

/** @typedef {import("../source/cited.js").Cited} Cited */
/** @typedef {import("../source/panel.js").SourcePanel} SourcePanel */
/** @typedef {import("./composer.js").Composer} Composer */
/** @typedef {import("./threads.js").Thread} Thread */

/** Milliseconds without anything after which a question is said to take long. */
const SLOW = 8000;

/** Earlier turns that are sent along with a question. */
const REMEMBERED = 10;

export class Conversation {
  /**
   * @param {SourcePanel} panel
   * @param {Composer} composer
   */
  constructor(panel, composer) {
    this.panel = panel;
    this.composer = composer;
    this.element = byId("thread");
    /** @type {Thread | null} */
    this.thread = null;
    /** @type {TurnView[]} */
    this.views = [];
    /** @type {AbortController | null} */
    this.running = null;
  }

  /** Show what the address names; false when it names nothing of a conversation. */
  async show() {
    const { answer, citation } = place();
    const id = history.state?.thread;
    if (answer) {
      if (!this.#viewOf(answer)) await this.#open(threadWith(answer) ?? alone(answer));
      this.#reveal(answer, citation);
      return true;
    }
    const kept = id && id !== this.thread?.id ? threadOf(id) : null;
    if (kept) await this.#open(kept);
    this.panel.hide();
    return Boolean(id) && this.thread?.id === id;
  }

  /** Put the conversation away. */
  clear() {
    this.stop();
    this.panel.hide();
    this.thread = null;
    this.views = [];
    this.element.replaceChildren();
  }

  /** @param {string} question */
  async ask(question) {
    const first = !this.thread;
    this.thread ??= newThread();
    const turn = newTurn(question, scope());
    this.thread.turns.push(turn);
    const view = this.#add(turn);
    if (first) {
      history.pushState({ thread: this.thread.id }, "", toStart());
      dispatchEvent(new Event("moved"));
    }
    await this.#run(view);
  }

  /**
   * Ask in place of a turn. When others follow it, the conversation goes on in a new one, and the old one stays as it is.
   * @param {TurnView} view
   * @param {string} question
   */
  async again(view, question) {
    const at = this.views.indexOf(view);
    if (!this.thread || at < 0) return;
    this.stop();
    this.panel.hide();
    if (at < this.views.length - 1) this.thread = { ...newThread(), turns: this.thread.turns.slice(0, at + 1) };
    for (const later of this.views.splice(at)) later.element.remove();
    this.thread.turns = this.thread.turns.slice(0, at);
    history.pushState({ thread: this.thread.id }, "", toStart());
    await this.ask(question);
  }

  /** Break off the answer that is under way. */
  stop() {
    this.running?.abort();
  }

  /** The answers of the conversation, each with what it was asked by. */
  get given() {
    return this.views.flatMap(({ answer, turn }) => (answer ? [{ answer, turn }] : []));
  }

  /** The turn whose sources a shortcut means: the one whose source is open, else the last one. */
  get current() {
    return this.#viewOf(place().answer ?? "") ?? this.views.at(-1) ?? null;
  }

  /** @param {Thread} thread */
  async #open(thread) {
    this.clear();
    this.thread = thread;
    const views = thread.turns.map((turn) => this.#add(turn));
    await Promise.all(views.map((view) => this.#fetch(view)));
  }

  /** @param {TurnView} view */
  async #fetch(view) {
    const id = view.turn.answer;
    if (!id) {
      view.failed(words.unfinished);
      return;
    }
    view.waiting();
    try {
      const [found, flags] = await Promise.all([fetchAnswer(id), fetchFlags(id).catch(() => [])]);
      view.turn.question ||= found.question;
      view.show(found, flags);
    } catch (error) {
      const problem = problemOf(error);
      view.failed(problem?.kind === "missing" ? words.answerGone : problem?.told ?? "", problem?.detail);
    }
  }

  /** @param {import("./threads.js").Turn} turn */
  #add(turn) {
    const view = new TurnView(turn, this.views.length > 0, {
      open: (view, sources, at, opener) => this.#source(view, sources, at, opener),
      again: (view, question) => this.again(view, question),
    });
    this.views.push(view);
    this.element.append(view.element);
    return view;
  }

  /** @param {TurnView} view */
  async #run(view) {
    const controller = (this.running = new AbortController());
    const thread = /** @type {Thread} */ (this.thread);
    keep(thread);
    this.composer.run(true);
    view.waiting();
    view.element.scrollIntoView({ block: "start" });
    announce(words.searching);
    const slow = setTimeout(() => {
      view.slow();
      announce(words.slow);
    }, SLOW);
    try {
      const { question, scope: asked } = view.turn;
      const listener = {
        retrieved: (/** @type {import("../api/types.js").FoundPassage[]} */ passages) => {
          clearTimeout(slow);
          view.retrieved(passages);
        },
        stated: view.stated.bind(view),
      };
      const found = await ask(question, this.#history(view), asked ?? scope(), listener, controller.signal);
      answered(view.turn, found);
      keep(thread);
      view.show(found);
      if (this.thread === thread) this.#arrived(view);
      announce(found.statements.length ? words.answerShown(found.statements.length, found.citations.length) : found.answer);
    } catch (error) {
      const problem = problemOf(error);
      view.failed(problem ? problem.told : words.stopped, problem?.detail);
    } finally {
      clearTimeout(slow);
      if (this.running === controller) {
        this.running = null;
        this.composer.run(false);
      }
    }
  }

  /** Give the page the address of an answer that has just come. @param {TurnView} view */
  #arrived(view) {
    if (place().view !== "ask") return;
    const state = { thread: this.thread?.id };
    const follows = place().answer !== null;
    history[follows ? "pushState" : "replaceState"](state, "", toAnswer(view.answer?.answer_id));
    this.panel.hide();
    dispatchEvent(new Event("moved"));
  }

  /** What was said before a turn. @param {TurnView} view */
  #history(view) {
    const before = this.views.slice(0, this.views.indexOf(view)).slice(-REMEMBERED);
    return before.flatMap(({ turn, answer }) => [
      { role: "user", content: turn.question },
      ...(answer ? [{ role: "assistant", content: answer.answer }] : []),
    ]);
  }

  /**
   * @param {string} answer
   * @param {number | null} citation
   */
  #reveal(answer, citation) {
    const view = this.#viewOf(answer);
    const at = view && citation ? view.sources.findIndex((one) => one.number === citation) : -1;
    if (view && at >= 0) this.panel.open(view.sources, at);
    else this.panel.hide();
    if (view && view !== this.views[0] && !inSight(view.element)) view.element.scrollIntoView({ block: "start" });
  }

  /**
   * Show sources beside the answer, and note it in the address.
   * @param {TurnView} view
   * @param {Cited[]} sources
   * @param {number} at
   * @param {HTMLElement} opener
   */
  #source(view, sources, at, opener) {
    const { number } = sources[at];
    if (view.answer) {
      const address = toAnswer(view.answer.answer_id) + (number ? `#${number}` : "");
      const state = { ...history.state, thread: this.thread?.id, opened: true };
      history[this.panel.isOpen ? "replaceState" : "pushState"](state, "", address);
    }
    this.panel.open(sources, at, opener);
    this.mark(sources[at], view);
  }

  /**
   * Show which mark is open.
   * @param {Cited} cited
   * @param {TurnView | null} [view]
   */
  mark(cited, view = this.current) {
    for (const element of this.element.querySelectorAll(".open")) element.classList.remove("open");
    for (const element of view?.element.querySelectorAll(`[data-number="${cited.number}"]`) ?? []) element.classList.add("open");
  }

  /** @param {string} answer */
  #viewOf(answer) {
    return this.views.find((view) => view.turn.answer === answer) ?? null;
  }
}

/** A conversation of one answer that was given elsewhere. @param {string} answer @returns {Thread} */
function alone(answer) {
  return { ...newThread(), turns: [{ question: "", asked: "", scope: null, answer, cited: [] }] };
}

/** @param {Element} element */
function inSight(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 120 && top < innerHeight - 200;
}
