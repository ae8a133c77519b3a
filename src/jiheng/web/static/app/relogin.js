// Signing in again in place: window.jihengRelogin() answers a promise that is kept once the person of this page
// is signed in, and broken where that is put off. However many requests ask, there is one dialog.
"use strict";
(function () {
  const dialog = document.getElementById("relogin");
  if (!dialog) return;
  const form = dialog.querySelector("form");
  const said = dialog.querySelector("[role=alert]");
  const submit = form.querySelector("button");
  let waiting = null;

  function say(text) {
    said.textContent = text;
    said.hidden = !text;
  }

  async function ask(method, body) {
    const headers = { Accept: "application/json", "X-Jiheng-Background": "1" };
    if (body) {
      headers["Content-Type"] = "application/json";
      headers["X-CSRFToken"] = document.querySelector("meta[name=csrf-token]").content;
    }
    const response = await fetch(dialog.dataset.url, {
      method, headers, body: body && JSON.stringify(body), credentials: "same-origin",
    });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) renew(answer.csrf_token);
    return { ok: response.ok, answer };
  }

  // Every token on the page: forms that are sent later carry the one of the new session.
  function renew(token) {
    document.querySelector("meta[name=csrf-token]").content = token;
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = token; });
  }

  function finish(how, value) {
    const ending = waiting;
    waiting = null;
    form.elements.password.value = "";
    say("");
    if (dialog.open) dialog.close();
    if (ending) ending[how](value);
  }

  // Somebody may have signed in again in another tab: then nothing need be typed.
  async function look() {
    const { ok, answer } = await ask("GET");
    if (!ok) return;
    if (answer.username === dialog.dataset.username) finish("resolve");
    else if (answer.username) say("此浏览器已由他人登录；请先在那个页面退出，再回到本页登录。");
  }

  async function signIn(event) {
    event.preventDefault();
    submit.setAttribute("aria-busy", "true");
    submit.disabled = true;
    try {
      await ask("GET");
      const { ok, answer } = await ask("POST", {
        username: dialog.dataset.username, password: form.elements.password.value,
      });
      if (ok) finish("resolve");
      else say(answer.error || "没有登录成功，请再试一次。");
    } catch (error) {
      say("网络不通，请稍后再试；本页内容不会丢失。");
    } finally {
      submit.removeAttribute("aria-busy");
      submit.disabled = false;
      form.elements.password.select();
    }
  }

  window.jihengRelogin = function () {
    if (!waiting) {
      waiting = {};
      waiting.promise = new Promise((resolve, reject) => Object.assign(waiting, { resolve, reject }));
      dialog.showModal();
      form.elements.password.focus();
      look().catch(() => say("网络不通，请稍后再试；本页内容不会丢失。"));
    }
    return waiting.promise;
  };

  form.addEventListener("submit", signIn);
  dialog.querySelector("[value=later]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => { if (waiting) finish("reject", new Error("put off")); });
})();
