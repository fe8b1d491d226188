// Filters over the questions; without JavaScript all of them are shown.
"use strict";
const form = document.querySelector(".filters");
if (form) {
  const questions = [...document.querySelectorAll(".q")];
  const apply = () => {
    const wanted = Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
    const words = (wanted.text || "").toLowerCase();
    delete wanted.text;
    let shown = 0;
    for (const question of questions) {
      const fits = Object.entries(wanted).every(([name, value]) => question.dataset[name] === value)
        && (!words || question.textContent.toLowerCase().includes(words));
      question.hidden = !fits;
      shown += fits;
    }
    form.querySelector("output").textContent = `${shown} of ${questions.length} questions`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const link of document.querySelectorAll("[data-filter]")) {
    link.addEventListener("click", () => {
      const [name, value] = link.dataset.filter.split("=");
      form.elements[name].value = value;
      apply();
    });
  }
  apply();
}
