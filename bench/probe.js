// Times what a reader sees: the first chart, then the page at rest. Milliseconds since the click
// (or since the navigation started, when nothing was clicked).
(fromClick) => {
  const probe = { start: fromClick ? null : 0, chart: null, done: null };
  const said = () => (document.querySelector(".js-plotly-plot") || {}).textContent || "";
  const before = fromClick ? said() : "";
  const resting = () => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app && app.getAttribute("data-test-script-state") === "notRunning"
      && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
  };
  if (fromClick) {
    addEventListener("pointerdown", () => { probe.start ??= performance.now(); }, { capture: true, once: true });
    addEventListener("keydown", () => { probe.start ??= performance.now(); }, { capture: true, once: true });
  }
  let calm = 0;
  // the clock itself, not the frame's own time: that one lies before whatever kept the frame waiting
  const look = () => {
    const now = performance.now();
    if (probe.start !== null && probe.chart === null && said() && said() !== before) probe.chart = now - probe.start;
    calm = probe.chart !== null && resting() ? calm + 1 : 0;
    if (calm === 1) probe.last = now - probe.start;
    if (calm === 6) probe.done = probe.last;
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  window.probe = probe;
}
