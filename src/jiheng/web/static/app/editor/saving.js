// What was typed on its way to the server: kept in the browser until the server has it, sent half a second
// after the last key, sent again until it is answered, never twice (every batch carries a key).

import { ask, Refused, SignedOut, Unreachable } from "./server.js";

const WAIT = 500;
const LONGEST_RETRY = 15000;
const MOST_EDITS = 2000;

export class Saver {
  constructor({ id, version, user, editable }, handlers) {
    this.id = id;
    this.version = version;
    this.editable = editable;
    this.handlers = handlers;
    this.store = `jiheng-form-${id}-${user}`;
    this.expected = new Map();
    this.pending = [];
    this.sent = null;
    this.failures = 0;
    this.alone = 0; // so many of the edits that wait go one by one
    this.waiting = false; // for the person to sign in again: the next key asks anew
    this.stopped = false; // nobody may write here any more, or not as this person
    addEventListener("online", () => this.flush());
    addEventListener("beforeunload", (event) => {
      if (this.isBusy) event.preventDefault();
    });
  }

  get isBusy() {
    return this.pending.length > 0 || this.sent !== null;
  }

  // What the last page left behind: its batch goes out again under its own key, then the rest. Where nobody
  // may write any more it is only told.
  takeUp() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(this.store));
    } catch {
      // An unreadable note is no note, and a browser without a store has none.
    }
    const edits = kept ? [...(kept.sent?.edits || []), ...(kept.pending || [])] : [];
    if (!edits.length || !this.editable) return edits;
    this.sent = kept.sent;
    this.pending = kept.pending || [];
    this.schedule(0);
    return edits;
  }

  forget() {
    localStorage.removeItem(this.store);
  }

  known(path, text) {
    if (!this.expected.has(path)) this.expected.set(path, text);
  }

  edit(path, text) {
    const waiting = this.pending.findLast((edit) => edit.path === path);
    const old = this.expected.get(path) ?? "";
    if (waiting) waiting.new = text;
    else if (old !== text) this.pending.push({ path, old, new: text });
    this.pending = this.pending.filter((edit) => edit.path !== path || edit.old !== edit.new);
    this.schedule(WAIT);
  }

  editRow(path, old, row, after) {
    this.pending.push({ path, old, new: row, after });
    this.schedule(WAIT);
  }

  keep() {
    try {
      if (this.isBusy) localStorage.setItem(this.store, JSON.stringify({ pending: this.pending, sent: this.sent }));
      else localStorage.removeItem(this.store);
    } catch {
      // A full or forbidden store must not stop the saving itself.
    }
  }

  schedule(wait) {
    this.keep();
    if (this.stopped) return;
    this.waiting = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), wait);
    if (this.isBusy && this.failures === 0) this.handlers.state("waiting", "正在输入…");
  }

  // Resolves when everything typed so far is on the server; false where that cannot be done now.
  async settle() {
    for (let n = 0; this.isBusy && n < 20 + this.alone; n += 1) {
      if (!(await this.flush()) && !this.alone) return false;
    }
    return !this.isBusy;
  }

  flush() {
    this.running = this.running || this.send().finally(() => {
      this.running = null;
      if (this.isBusy && this.failures === 0 && !this.waiting && !this.stopped) this.schedule(this.alone ? 0 : WAIT);
    });
    return this.running;
  }

  async send() {
    clearTimeout(this.timer);
    if (!this.sent) {
      if (!this.pending.length) return true;
      const edits = this.pending.splice(0, this.alone > 0 ? 1 : MOST_EDITS);
      this.alone = Math.max(0, this.alone - 1);
      this.sent = { key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`, edits };
      for (const edit of edits) {
        if (typeof edit.new === "string") this.expected.set(edit.path, edit.new);
      }
      this.keep();
    }
    this.handlers.state("waiting", "正在保存…");
    try {
      const answer = await ask(`/forms/${this.id}/edits/`, { body: { ...this.sent, version: this.version } });
      this.answered(answer, this.sent.edits);
      return true;
    } catch (error) {
      return this.failed(error);
    }
  }

  answered(answer, edits) {
    this.sent = null;
    this.failures = 0;
    for (const conflict of answer.conflicts) this.rebase(conflict.path, conflict.theirs);
    this.receive(answer);
    this.keep();
    this.handlers.state("saved", `已保存 ${answer.saved_at}`);
    if (answer.conflicts.length) this.handlers.conflicts(answer.conflicts, edits);
  }

  receive(answer) {
    this.version = answer.version;
    for (const change of answer.changes || []) {
      if (change.path.endsWith("]")) {
        this.handlers.row(change);
        continue;
      }
      const mine = this.pending.find((edit) => edit.path === change.path);
      if (change.auto || !mine) this.rebase(change.path, change.new);
      if (!mine) this.handlers.cell(change.path, change.new);
    }
    if (answer.judgement) this.handlers.judged(answer);
  }

  rebase(path, text) {
    if (typeof text !== "string") return;
    this.expected.set(path, text);
    const mine = this.pending.find((edit) => edit.path === path);
    if (mine) mine.old = text;
  }

  failed(error) {
    if (error instanceof Refused && error.status === 422 && this.sent.edits.length > 1) {
      // One edit of a batch was refused: the others must not suffer for it, so each goes alone.
      this.alone = this.sent.edits.length;
      this.pending = [...this.sent.edits, ...this.pending];
      this.sent = null;
      this.keep();
      return false;
    }
    if (error instanceof Refused) {
      const edits = this.sent.edits;
      this.sent = null;
      if (error.status !== 422) this.pending = [...edits, ...this.pending];
      this.stopped = error.status !== 422;
      this.keep();
      this.handlers.state("failed", this.stopped ? "没有保存，已存在本机" : "有一处没有被接受");
      this.handlers.refused(edits, error.message, error.status);
      return false;
    }
    if (error instanceof SignedOut) {
      this.waiting = true;
      this.keep();
      this.handlers.state("failed", "登录已过期，已存在本机");
      return false;
    }
    if (!(error instanceof Unreachable)) throw error;
    this.failures += 1;
    this.keep();
    this.handlers.state("failed", "网络不通，已存在本机，恢复后自动保存");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), Math.min(LONGEST_RETRY, 1000 * 2 ** (this.failures - 1)));
    return false;
  }

  // What others wrote, from time to time; asking does not prolong the session.
  async listen() {
    if (this.isBusy || document.hidden) return;
    try {
      this.receive(await ask(`/forms/${this.id}/changes/?since=${this.version}`, { background: true }));
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof Refused)) throw error;
    }
  }
}
