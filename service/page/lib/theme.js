/** Light, dark, or as the system has it. */

import { byId } from "./elements.js";
import { plain } from "./storage.js";
import { announce } from "./telling.js";
import { words } from "./words.js";

const NEXT = /** @type {const} */ ({ auto: "light", light: "dark", dark: "auto" });

/** Let the button in the bar switch the theme. */
export function installTheme() {
  const button = byId("theme");
  const current = () => /** @type {keyof typeof NEXT} */ (document.documentElement.dataset.theme ?? "auto");
  const tell = () => {
    button.setAttribute("aria-label", words.theme(words.themes[current()]));
    button.title = words.theme(words.themes[current()]);
  };
  button.addEventListener("click", () => {
    const theme = NEXT[current()] ?? "auto";
    document.documentElement.dataset.theme = theme;
    plain.set("theme", theme);
    tell();
    announce(words.theme(words.themes[theme]));
  });
  tell();
}
