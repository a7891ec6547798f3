// Arrow keys go from one slide to the next; without this, links and scrolling do.

const slides = [...document.querySelectorAll(".dc-slide")];
const STEPS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };

function shown() {
  const middle = window.innerHeight / 2;
  const at = slides.findIndex((one) => one.getBoundingClientRect().bottom > middle);
  return at < 0 ? slides.length - 1 : at;
}

document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const isReading = event.target.closest?.(".dc-scroll");
  if (!step || isReading || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const wanted = Math.min(Math.max(shown() + step, 0), slides.length - 1);
  slides[wanted].scrollIntoView();
});
