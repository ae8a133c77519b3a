// What was done on this page, in groups, to be undone and done again.

export class Undo {
  constructor(apply, changed) {
    this.apply = apply;
    this.changed = changed;
    this.past = [];
    this.future = [];
  }

  // A group of steps {path, from, to, after}: cells as texts, rows as contents or null.
  add(group) {
    if (!group.length) return;
    this.past.push(group);
    this.future = [];
    this.changed(this);
  }

  undo() {
    const group = this.past.pop();
    if (!group) return;
    for (const step of [...group].reverse()) this.apply({ ...step, from: step.to, to: step.from });
    this.future.push(group);
    this.changed(this);
  }

  redo() {
    const group = this.future.pop();
    if (!group) return;
    group.forEach((step) => this.apply(step));
    this.past.push(group);
    this.changed(this);
  }
}
