// Fold against p, the raw one on the axis; without a fold, mean volume against p.

function drawVolcano(colours) {
  const [region, contrast] = [regionNow(), contrastNow()];
  const across = contrast.log2fc || contrast.mean;
  const spots = across ? volcanoSpots(contrast, across, colours) : [];
  const why = spots.length ? "" : `Nothing to draw: this contrast tests no ${region.noun} of this region.`;
  const reach = volcanoReach(contrast, spots);
  if (charts.volcano) charts.volcano.reach = reach;
  const folds = contrast.log2fc && state.fold > 0 ? [{ x: state.fold, fill: colours.ink }, { x: -state.fold, fill: colours.ink }] : [];
  return {
    why, alt: `Volcano plot: ${spots.length} points. ${countsInWords(countsOf(calls))}`,
    data: { spots, rings: rings(spots, colours), names: names(spots, colours), levels: cutoffLine(contrast, colours), folds },
    signals: {
      ...limits(charts.volcano, ...reach), title: titleHere(), subtitle: legendLines(),
      xTitle: contrast.log2fc ? "log₂ fold change" : `mean log₂ ${region.words.value} (this test has no fold)`, yTitle: "−log₁₀ raw p",
    },
  };
}

function volcanoSpots(contrast, across, colours) {
  const spots = [];
  for (let at = 0; at < calls.length; at += 1) {
    const p = given(contrast.p_value, at);
    if (p === null || across[at] === null) continue;
    const [shape, fill] = LOOKS_OF_CALLS[CALLS[calls[at]]];
    const called = CALLED.has(calls[at]);
    spots.push({
      at, x: across[at], y: -Math.log10(Math.max(p, 1e-300)), log2fc: given(contrast.log2fc, at), shape: PATHS[shape], fill,
      edge: at === state.current ? colours.ink : fill, edgeWidth: at === state.current ? 3 : 0, size: called ? 55 : 28,
      opacity: passing[at] ? (called ? 0.95 : 0.55) : DIM, called,
    });
  }
  return spots.sort((a, b) => a.called - b.called);
}

function volcanoReach(contrast, spots) {
  const top = Math.max(1.5, most(spots.map((spot) => spot.y)) * 1.06);
  const xs = spots.map((spot) => spot.x);
  if (!contrast.log2fc) return [spots.length ? [least(xs) - 0.5, most(xs) + 0.5] : [0, 1], [-0.02 * top, top]];
  const side = Math.max(1, most(xs.map(Math.abs)) * 1.06);
  return [[-side, side], [-0.02 * top, top]];
}

// The line at the largest raw p that the adjusted p calls; none where it calls none.
function cutoffLine(contrast, { ink }) {
  const raw = (contrast.p_value || []).filter((p, at) => p !== null && given(contrast.adj_p_value, at) <= state.alpha);
  return raw.length ? [{ y: -Math.log10(Math.max(most(raw), 1e-300)), fill: ink }] : [];
}

function titleHere() {
  return `${short(DATA.contrasts[state.contrast].name, 44)}, ${short(regionNow().name, 24)}`;
}

const SIGNS = { up: "▲", down: "▼", changed: "◆", only_in_test: "▲", only_in_reference: "▼", unchanged: "■", inconclusive: "●", not_testable: "○" };

function shownCalls(counts) {
  const always = contrastNow().log2fc ? ["up", "down", "inconclusive"] : ["inconclusive"];
  return CALLS.filter((call) => counts[AT[call]] || always.includes(call));
}

function countsInWords(counts) {
  return `${shownCalls(counts).map((call) => `${counts[AT[call]]} ${DATA.calls[call]}`).join(", ")} at ${cutoffWords()}.`;
}

function cutoffWords() {
  const fold = contrastNow().log2fc && state.fold > 0 ? `, |log₂ fold| ≥ ${state.fold}` : "";
  return `adjusted p ≤ ${state.alpha}${fold}`;
}

// What stands above a picture, so that a saved one explains itself.
function legendLines() {
  const counts = countsOf(calls);
  const words = shownCalls(counts).map((call) => `${SIGNS[call]} ${counts[AT[call]]} ${DATA.calls[call]}`);
  return [words.join("  "), cutoffWords(), ...marksInWords()];
}

const RINGS = { circle: "○", square: "□", diamond: "◇", up: "△", down: "▽", cross: "✚", hexagon: "⬡" };

function marksInWords() {
  const words = marked().filter((list) => list.spots.size).map((list) => `${RINGS[list.shape]} ${short(list.name, 24)} (${list.spots.size})`);
  return words.length ? [words.join("  ")] : [];
}
