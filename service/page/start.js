// Runs before the first paint, as a plain script: theme, language and arrangement must be right from the beginning.
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
  // What the address shows decides where the field for the question stands.
  const shown = /[?&](view=documents|view=check|read=)/.test(location.search) ? "documents" : null;
  root.dataset.view = shown ?? (location.pathname.startsWith("/a/") || history.state?.thread ? "thread" : "start");
  // The page is written in English; another language would flash up in English first.
  root.toggleAttribute("data-waiting", root.lang !== "en");
})();
