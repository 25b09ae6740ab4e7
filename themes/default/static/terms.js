// What a style sheet cannot do for the meanings of terms: Escape takes one away, and a finger shows it before it follows the link.
(() => {
  const term = (target) => target.closest?.(".jb-term");
  const hide = (link) => link.toggleAttribute("data-jb-hidden", true);
  const show = (link) => link?.removeAttribute("data-jb-hidden");
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape")
      for (const link of document.querySelectorAll(".jb-term:hover, .jb-term:focus, .jb-term:has(+ .jb-gloss:hover)")) hide(link);
  });
  for (const type of ["pointerout", "focusout"]) addEventListener(type, ({ target }) => show(term(target)));
  let touched;
  addEventListener("click", (event) => {
    const link = term(event.target);
    const isFinger = event instanceof PointerEvent && event.pointerType === "touch";
    if (link && isFinger && link !== touched) {
      event.preventDefault();
      link.focus();
    }
    touched = isFinger ? link : undefined;
  });
})();
