// A chart of Vega: its size, its colours by light and dark, and what pointer and keyboard do to it.

const SPECS = JSON.parse(byId("specs").textContent);
const charts = {};
const FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const LIGHT = { ink: "#1b1f24", muted: "#57606a", line: "#d0d7de", paper: "#ffffff" };
const DARK = { ink: "#e6e9ed", muted: "#a3adb8", line: "#3b444e", paper: "#14181d" };

const dark = matchMedia("(prefers-color-scheme: dark)");
const theme = () => (dark.matches ? DARK : LIGHT);

function vegaConfig({ ink, muted, line, paper }) {
  const text = { labelColor: ink, titleColor: ink, labelFont: FONT, titleFont: FONT, labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal" };
  return {
    background: paper, padding: 4,
    axis: { ...text, gridColor: line, gridOpacity: 0.6, domainColor: muted, tickColor: muted }, legend: text,
    title: { color: ink, font: FONT, fontSize: 14, subtitleColor: muted, subtitleFont: FONT, subtitleFontSize: 12, subtitlePadding: 4 },
    style: { cell: { stroke: null } },
  };
}

// A view of a chart in some colours, which holds nothing yet.
function viewOf(chart, colours, renderer, container) {
  return new vega.View(vega.parse(SPECS[chart.name], vegaConfig(colours)), { renderer, container, logLevel: 1 });
}

// Draws what `draw` says: data sets by name, and signals.
function show(chart, view, drawn) {
  view.width(chart.box.clientWidth || 600).height(chart.height());
  fill(view, fitted(chart, drawn));
  return view.runAsync();
}

function fitted({ box }, { data, signals }) {
  const [title, subtitle] = [short(signals.title, Math.floor(box.clientWidth / 8.5)), wrapped(signals.subtitle, box.clientWidth)];
  return { data, signals: { ...signals, title, subtitle } };
}

// Lines that are too long for a picture go on below, between the words that double spaces part.
function wrapped(lines, width) {
  const most = Math.floor(width / 6.4);
  return lines.flatMap((line) => line.split("  ").reduce((done, word) => {
    const last = done[done.length - 1];
    if (last !== undefined && last.length + word.length + 2 <= most) return [...done.slice(0, -1), `${last}  ${word}`];
    return [...done, short(word, most)];
  }, []));
}

function fill(view, { data, signals }) {
  for (const [name, value] of Object.entries(signals)) view.signal(name, value);
  for (const [name, rows] of Object.entries(data)) view.data(name, rows);
}

function startChart(name, topics, draw) {
  const box = byId(name);
  const chart = { name, box, draw, view: null, zoom: null, reach: null, width: 0, height: () => box.clientHeight };
  charts[name] = chart;
  on(["theme"], () => build(chart));
  on([...topics, "theme"], () => refresh(chart));
  new ResizeObserver(() => resize(chart)).observe(box);
  build(chart);
  return chart;
}

function build(chart) {
  chart.view?.finalize();
  const inner = make("div");
  chart.box.replaceChildren(inner);
  chart.view = viewOf(chart, theme(), "canvas", inner);
  chart.view.addEventListener("click", (event, item) => clicked(chart, event, item));
  chart.view.addEventListener("pointermove", (event, item) => hover(chart, event, item));
  chart.view.addEventListener("pointerout", () => { byId("tip").hidden = true; });
  if (chart.brushed) listenToBrush(chart);
}

function refresh(chart) {
  chart.box.hidden = false; // its width counts
  const drawn = chart.draw(theme());
  chart.box.setAttribute("aria-label", drawn.alt);
  byId(`${chart.name}-why`).textContent = drawn.why || "";
  chart.box.hidden = Boolean(drawn.why);
  for (const button of document.querySelectorAll(`[data-save^="${chart.name}."]`)) button.disabled = chart.box.hidden;
  chart.width = chart.box.clientWidth;
  if (chart.width) show(chart, chart.view, drawn);
}

function resize(chart) {
  if (chart.box.clientWidth !== chart.width) refresh(chart);
}

// The brush is gone when it is let go: what it held last is what was meant, and the click that follows it is not one.
function listenToBrush(chart) {
  let last = null;
  chart.view.addSignalListener("brush", (_, value) => {
    if (value.x && value.y) last = value;
    else if (last) {
      const held = last;
      last = null;
      chart.ignore = performance.now();
      chart.brushed(held);
    }
  });
}

const NEAR = 9;

// The point of a data set that the pointer is at, or near; null where there is none.
function nearest({ view, box }, data, event) {
  const area = box.querySelector("canvas").getBoundingClientRect();
  const [left, top] = view.origin();
  const { left: before, top: above } = view.padding();
  const [x, y] = [event.clientX - area.left - left - before, event.clientY - area.top - top - above];
  const far = (point) => Math.hypot(view.scale("x")(point.x) - x, view.scale("y")(point.y) - y);
  const [distance, point] = view.data(data).reduce((best, one) => (far(one) <= best[0] ? [far(one), one] : best), [NEAR, null]);
  return distance <= NEAR ? point : null;
}

function clicked(chart, event, item) {
  const spot = chart.pointed(event, item)?.at ?? null;
  if (spot === null || performance.now() - (chart.ignore || -1e3) < 100) return;
  if (event.shiftKey) togglePin(spot);
  else toggleSpot(spot);
}

function hover(chart, event, item) {
  const lines = chart.tip(chart.pointed(event, item));
  const tip = byId("tip");
  tip.hidden = !lines;
  if (!lines) return;
  tip.replaceChildren(...lines.map((line) => make("div", {}, named(short(line, 80)))));
  tip.style.left = `${Math.min(event.clientX + 12, innerWidth - tip.offsetWidth - 8)}px`;
  tip.style.top = `${Math.min(event.clientY + 12, innerHeight - tip.offsetHeight - 8)}px`;
}

// Arrows go from spot to spot, Enter adds to the list in use, P pins the label.
function steer(chart, event) {
  const along = { ArrowRight: ["x", 1], ArrowLeft: ["x", -1], ArrowUp: ["y", 1], ArrowDown: ["y", -1] }[event.key];
  if (along) moveTo(chart, ...along);
  else if (state.current !== null && (event.key === "Enter" || event.key === " ")) toggleSpot(state.current);
  else if (state.current !== null && event.key.toLowerCase() === "p") togglePin(state.current);
  else return;
  event.preventDefault();
}

function moveTo(chart, axis, step) {
  const [low, high] = chart.reach[axis === "x" ? 0 : 1];
  const sign = low > high ? -step : step; // on an image the y runs downwards
  const spots = chart.draw(theme()).data.spots.filter((spot) => passing[spot.at]).sort((a, b) => a[axis] - b[axis] || a.at - b.at);
  if (!spots.length) return;
  const at = spots.findIndex((spot) => spot.at === state.current);
  const next = spots[at < 0 ? 0 : Math.max(0, Math.min(spots.length - 1, at + sign))].at;
  makeCurrent(next);
  say(tipOf(next).join(", "));
}

function tipOf(spot) {
  const region = regionNow();
  const name = [geneOf(region, spot), region.spots.description[spot]].filter(Boolean).join(", ");
  return [`${region.noun} ${region.spots.feature[spot]}`, name, DATA.calls[CALLS[calls[spot]]], ...testOf(spot)].filter(Boolean);
}

// The fold with its interval, and p, as far as there are any.
function testOf(spot) {
  const contrast = contrastNow();
  const [fold, p] = [given(contrast.log2fc, spot), given(contrast.p_value, spot)];
  const interval = fold === null ? [] : [`log2 fold ${showLog2(fold)} (${showLog2(contrast.ci_low[spot])} to ${showLog2(contrast.ci_high[spot])})`];
  return p === null ? interval : [...interval, `p ${showP(p)}, adjusted ${showP(given(contrast.adj_p_value, spot))}`];
}
