// Volcano and gel have this in common: spots as points, rings for lists, names of pinned spots, a brush and a zoom.

const DIM = 0.1;
const least = (values) => values.reduce((a, b) => Math.min(a, b), Infinity);
const most = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity);

// Rings around the spots of lists; the further a list, the wider, so that a spot in several shows each.
function rings(points, colours) {
  return marked().flatMap(({ shape, colour, spots }, at) => points.filter((point) => spots.has(point.at)).map((point) => ({
    at: point.at, x: point.x, y: point.y, shape: PATHS[shape], fill: colour === "ink" ? colours.ink : colour, size: 110 + 60 * at,
  })));
}

function names(points, { ink, paper }) {
  const pins = state.pins[state.region];
  return points.filter((point) => pins.has(point.at) || point.at === state.current)
    .map((point) => ({ at: point.at, x: point.x, y: point.y, text: short(labelOf(regionNow(), point.at), 24), fill: ink, paper }));
}

// The signals of two axes: all there is, or what was zoomed to.
function limits(chart, x, y) {
  const [[x0, x1], [y0, y1]] = chart?.zoom || [x, y];
  return { x0, x1, y0, y1 };
}

function startPoints(name, draw) {
  on(["place"], () => { if (charts[name]) charts[name].zoom = null; });
  const chart = startChart(name, ["place", "cutoffs", "filters", "lists", "pins", "current", "zoom"], draw);
  chart.pointed = (event) => nearest(chart, "spots", event);
  chart.tip = (datum) => (datum && tipOf(datum.at));
  chart.brushed = (held) => brushed(chart, held);
  listenToBrush(chart);
  chart.box.addEventListener("keydown", (event) => steer(chart, event));
  return chart;
}

function brushed(chart, { x, y }) {
  const inside = (value, [from, to]) => value >= Math.min(from, to) && value <= Math.max(from, to);
  const spots = chart.draw(theme()).data.spots.filter((spot) => passing[spot.at] && inside(spot.x, x) && inside(spot.y, y));
  if (state.drag === "zoom") {
    chart.zoom = [sorted(x, chart.reach[0]), sorted(y, chart.reach[1])];
    changed("zoom");
  } else if (spots.length) {
    addSpots(spots.map((spot) => spot.at));
    say(`${several(spots.length, regionNow().noun)} added to ${state.lists[state.active].name}`);
  }
}

// Two limits in the direction of an axis, which may run downwards.
function sorted([a, b], [from, to]) {
  return from <= to === a <= b ? [a, b] : [b, a];
}
