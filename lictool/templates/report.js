(() => {
  "use strict";
  const form = document.getElementById("filters");
  const openAll = () => document.querySelectorAll("details").forEach((one) => { one.dataset.was = one.open; one.open = true; });
  const closeAgain = () => document.querySelectorAll("details").forEach((one) => { one.open = one.dataset.was === "true"; });
  window.addEventListener("beforeprint", openAll);
  window.addEventListener("afterprint", closeAgain);
  if (!form) return;
  const cards = Array.from(document.querySelectorAll(".deployment .finding"), (card) => ({
    card, data: card.dataset, text: card.textContent.toLowerCase(),
  }));
  const sections = Array.from(document.querySelectorAll(".deployment"));
  const boxes = (name) => Array.from(form.querySelectorAll(`input[name="${name}"]`));
  const NAMES = ["severity", "state"];
  const CHOICES = ["deployment", "rule"].filter((name) => form.elements[name]);

  const show = () => {
    const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const picked = Object.fromEntries(NAMES.map((name) => [name, new Set(boxes(name).filter((box) => box.checked).map((box) => box.value))]));
    let shown = 0;
    for (const { card, data, text } of cards) {
      const fits = NAMES.every((name) => picked[name].has(data[name]))
        && CHOICES.every((name) => !form.elements[name].value || form.elements[name].value === data[name])
        && words.every((word) => text.includes(word));
      card.hidden = !fits;
      shown += fits;
    }
    for (const section of sections) section.hidden = !section.querySelector(".finding:not([hidden])");
    const told = form.dataset.shown.replace("{shown}", shown).replace("{all}", cards.length);
    document.getElementById("shown").textContent = told;
    const partial = document.getElementById("partial");
    partial.textContent = told;
    partial.hidden = shown === cards.length;
    document.getElementById("nothing").hidden = shown > 0;
  };

  const keep = () => {
    const state = new URLSearchParams();
    if (form.elements.q.value) state.set("q", form.elements.q.value);
    for (const name of CHOICES) if (form.elements[name].value) state.set(name, form.elements[name].value);
    for (const name of NAMES) {
      const all = boxes(name);
      const on = all.filter((box) => box.checked);
      if (on.length < all.length) state.set(name, on.map((box) => box.value).join(" "));
    }
    const text = state.toString();
    history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  };

  const restore = () => {
    if (!location.hash.includes("=")) return;
    const state = new URLSearchParams(location.hash.slice(1));
    form.elements.q.value = state.get("q") || "";
    for (const name of CHOICES) form.elements[name].value = state.get(name) || "";
    for (const name of NAMES) {
      const on = state.has(name) ? state.get(name).split(" ") : null;
      for (const box of boxes(name)) box.checked = !on || on.includes(box.value);
    }
    show();
  };

  form.hidden = false;
  form.addEventListener("input", () => { show(); keep(); });
  form.addEventListener("reset", () => setTimeout(() => { show(); keep(); }));
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("print").addEventListener("click", () => window.print());
  window.addEventListener("hashchange", restore);
  show();
  restore();
})();
