// Runs before the first paint, as a plain script: the theme and the language must be right from the beginning.
(() => {
  const root = document.documentElement;
  let theme = "auto";
  let language = null;
  try {
    theme = localStorage.getItem("aide-memoire:theme") ?? "auto";
    language = localStorage.getItem("aide-memoire:language");
  } catch {
    // Storage is switched off: the defaults are fine.
  }
  root.dataset.theme = theme;
  root.lang = language ?? (navigator.language.startsWith("de") ? "de" : "en");
  // The page is written in English; another language would flash up in English first.
  root.toggleAttribute("data-waiting", root.lang !== "en");
})();
