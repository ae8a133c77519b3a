// Files: dropping them onto their field, refusing the too large ones before they travel, and choosing cells.

const LARGEST = 20 * 1024 * 1024;

for (const field of document.querySelectorAll(".drop input[type=file]")) {
  const zone = field.closest(".drop");
  const note = document.createElement("span");
  note.className = "drop-note";
  note.setAttribute("role", "alert");
  note.hidden = true;
  zone.append(note);

  const look = () => {
    const large = [...field.files].filter((file) => file.size > LARGEST).map((file) => file.name);
    note.hidden = large.length === 0;
    note.textContent = large.length ? `超过20MB，请只保留需要的部分，或拆成几个文件：${large.join("、")}` : "";
    field.setCustomValidity(note.textContent);
  };
  field.addEventListener("change", look);
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    const given = new DataTransfer();
    for (const file of field.multiple ? event.dataTransfer.files : [event.dataTransfer.files[0]]) given.items.add(file);
    field.files = given.files;
    look();
  });
}

// A file that is dropped beside a field would replace the page and what is being typed in it.
for (const name of ["dragover", "drop"]) {
  document.addEventListener(name, (event) => {
    if (event.dataTransfer?.types.includes("Files") && !event.target.closest?.(".drop")) event.preventDefault();
  });
}

for (const form of document.querySelectorAll("form[enctype='multipart/form-data'], #fill-form")) {
  form.addEventListener("submit", () => {
    for (const button of form.querySelectorAll("button:not([type=button])")) {
      button.disabled = true;
      button.setAttribute("aria-busy", "true");
    }
  });
}
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[aria-busy]")) {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }
});

const chooser = document.getElementById("choose");
if (chooser) {
  const rows = [...document.querySelectorAll("#fill-form .compare input[name=take]")].map((box) => ({
    box,
    row: box.closest("tr"),
  }));
  chooser.hidden = false;
  chooser.addEventListener("click", (event) => {
    const which = event.target.dataset.choose;
    if (!which) return;
    for (const { box, row } of rows) box.checked = which === "all" || (which === "empty" && !row.classList.contains("differs"));
  });
  for (const { box, row } of rows) {
    row.querySelector("textarea")?.addEventListener("input", () => {
      box.checked = true;
    });
  }
}
