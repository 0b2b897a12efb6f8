// Layers on the key frames, and a flash on what a citation points to. The report reads the same without it.
for (const box of document.querySelectorAll(".layers input")) {
  box.addEventListener("change", () => document.body.classList.toggle(box.value, !box.checked));
}
for (const link of document.querySelectorAll("a.cite")) {
  link.addEventListener("click", () => {
    const target = document.getElementById(link.hash.slice(1));
    const details = target && target.closest("details");
    if (details) details.open = true;
  });
}
