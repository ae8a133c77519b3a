// Warns before the session ends. Asking how long it lasts does not make it last longer.
"use strict";
(function () {
  const dialog = document.getElementById("session");
  if (!dialog) return;
  const shown = dialog.querySelector("[data-left]");
  const next = dialog.querySelector("[value=continue]");
  const AGAIN = 15;
  let ends = 0;
  let warnAt = 300;
  let final = false;
  let dismissed = false;
  let timer = 0;
  let asked = 0;

  const left = () => Math.max(0, Math.round((ends - Date.now()) / 1000));

  async function ask(method) {
    asked = Date.now();
    const headers = { Accept: "application/json" };
    if (method === "GET") headers["X-Jiheng-Background"] = "1";
    else headers["X-CSRFToken"] = document.querySelector("meta[name=csrf-token]").content;
    const response = await fetch(dialog.dataset.url, { method, headers, credentials: "same-origin" });
    if (response.status === 401) return over();
    if (!response.ok) throw new Error(String(response.status));
    const answer = await response.json();
    ends = Date.now() + answer.seconds_left * 1000;
    warnAt = answer.warn_at;
    final = answer.final;
    return show();
  }

  function show() {
    const seconds = left();
    if (seconds > warnAt) {
      dismissed = false;
      if (dialog.open) dialog.close();
      return later(seconds - warnAt);
    }
    shown.textContent = `${Math.floor(seconds / 60)}分${String(seconds % 60).padStart(2, "0")}秒`;
    dialog.querySelector("[data-idle]").hidden = final;
    dialog.querySelector("[data-final]").hidden = !final;
    next.hidden = final;
    if (!dialog.open && !dismissed && !document.querySelector("dialog[open]")) dialog.showModal();
    return later(1);
  }

  // A page may have been asleep, and another tab may have gone on: the server is asked again from time to time.
  function tick() {
    const due = !ends || left() <= 0 || Date.now() - asked >= AGAIN * 1000;
    if (!due) return show();
    return ask("GET").catch(() => later(AGAIN));
  }

  function later(seconds) {
    clearTimeout(timer);
    timer = setTimeout(tick, Math.min(seconds, 3600) * 1000);
  }

  function over() {
    clearTimeout(timer);
    if (dialog.open) dialog.close();
    window.jihengRelogin().then(() => ask("GET"), () => {}).catch(() => later(AGAIN));
  }

  next.addEventListener("click", () => ask("POST").catch(() => later(AGAIN)));
  dialog.querySelector("[value=close]").addEventListener("click", () => { dismissed = true; dialog.close(); });
  dialog.addEventListener("cancel", () => { dismissed = true; });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) tick(); });
  tick();
})();
