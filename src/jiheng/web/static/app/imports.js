// While a list is brought in: one click, and how far it is. Without this script the page works the same.
"use strict";
const run = document.querySelector("form.run");
if (run) {
  run.addEventListener("submit", () => {
    const status = run.querySelector("[role=status]");
    status.hidden = false;
    run.querySelector("button").disabled = true;
    setInterval(async () => {
      const answer = await fetch(run.dataset.progress, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const told = await answer.json();
      const bar = status.querySelector("progress");
      bar.max = told.total || 1;
      bar.value = told.progress;
    }, 1500);
  });
}
