// The virtual gel: spots where they lie, coloured by fold, called ones ringed, spots of one gene joined.

function drawGel(colours) {
  const region = regionNow();
  const place = region.spots.places[state.place];
  const spots = place ? gelSpots(place, colours) : [];
  const reach = spots.length ? gelReach(place, spots) : [[0, 1], [0, 1]];
  if (charts.gel) charts.gel.reach = reach;
  const shown = limits(charts.gel, ...reach);
  return {
    why: place ? "" : `No gel can be drawn: the tables of “${short(region.name)}” have neither positions on the image nor pI and Mr.`,
    alt: `Virtual gel: ${several(spots.length, region.noun)} of ${region.size} by ${place?.words}. ${countsInWords(countsOf(calls))}`,
    data: { spots, rings: rings(spots, colours), names: names(spots, colours), trains: state.trains ? trains(spots, colours) : [] },
    signals: { ...shown, ...gelTicks(place, shown), title: titleHere(), subtitle: gelLines(place, spots), limit: foldLimit() },
  };
}

function gelSpots(place, colours) {
  const contrast = contrastNow();
  const high = place.kind === "pixels" ? (y) => y : Math.log10;
  const spots = [];
  for (let at = 0; at < calls.length; at += 1) {
    if (place.x[at] === null) continue;
    const call = CALLS[calls[at]];
    const called = CALLED.has(calls[at]);
    const fold = given(contrast.log2fc, at);
    spots.push({
      at, x: place.x[at], y: high(place.y[at]), log2fc: fold, shape: PATHS[called ? LOOKS_OF_CALLS[call][0] : "circle"],
      edge: called || at === state.current ? colours.ink : colours.muted, edgeWidth: at === state.current ? 3 : called ? 1.5 : 0.4,
      size: called ? 75 : 40, opacity: passing[at] ? (called ? 1 : fold === null ? 0.35 : 0.75) : DIM, called,
    });
  }
  return spots.sort((a, b) => a.called - b.called);
}

// On an image the y runs downwards.
function gelReach(place, spots) {
  const span = (values, part) => {
    const [from, to] = [least(values), most(values)];
    const room = (to - from) * part || 0.5;
    return [from - room, to + room];
  };
  const x = span(spots.map((spot) => spot.x), 0.04);
  const y = span(spots.map((spot) => spot.y), 0.05);
  return place.kind === "pixels" ? [x, [y[1], y[0]]] : [x, y];
}

const MR = [1, 2, 5, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 1000];

function gelTicks(place, { x0, x1, y0, y1 }) {
  const pixels = !place || place.kind === "pixels";
  return {
    logY: !pixels, xTicks: ticks(x0, x1), yTicks: pixels ? ticks(y0, y1) : MR.map(Math.log10).filter((y) => y >= y0 && y <= y1),
    xTitle: pixels ? "x on the image" : "pI", yTitle: pixels ? "y on the image" : "Mr (kDa)",
  };
}

function ticks(from, to) {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  const power = 10 ** Math.floor(Math.log10((high - low) / 5 || 1));
  const step = [1, 2, 5, 10].map((by) => by * power).find((by) => (high - low) / by <= 7) || power;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

// Spots of one gene, joined from left to right; those of a gene that is current or in a list stand out.
function trains(spots, { ink }) {
  const region = regionNow();
  const lists = marked();
  const byGene = new Map();
  for (const spot of spots) {
    const gene = region.spots.primary[spot.at];
    if (gene >= 0) byGene.set(gene, [...(byGene.get(gene) || []), spot]);
  }
  const current = state.current === null ? -1 : region.spots.primary[state.current];
  return [...byGene].filter(([, own]) => own.length > 1).flatMap(([gene, own]) => {
    const out = gene === current || own.some((spot) => lists.some((list) => list.spots.has(spot.at)));
    const seen = own.some((spot) => passing[spot.at]);
    return own.map((spot) => ({ gene, x: spot.x, y: spot.y, order: spot.x, fill: ink, width: out ? 2 : 0.8, opacity: out ? 0.9 : seen ? 0.3 : 0.05 }));
  });
}

// The colour scale is full at the 98th of a hundred folds, so that one wild spot doesn't pale the others.
function foldLimit() {
  const folds = (contrastNow().log2fc || []).filter((fold) => fold !== null).map(Math.abs).sort((a, b) => a - b);
  return Math.max(0.5, Math.ceil((folds[Math.floor(0.98 * (folds.length - 1))] || 0) * 4) / 4);
}

function gelLines(place, spots) {
  const lines = [`${several(spots.length, regionNow().noun)} of ${regionNow().size} placed by ${place?.words}`];
  const words = contrastNow().log2fc ? "▲ ▼ called" : "◆ called (no fold in this test)";
  return [...lines, `${words} at ${cutoffWords()}`, ...marksInWords()];
}
