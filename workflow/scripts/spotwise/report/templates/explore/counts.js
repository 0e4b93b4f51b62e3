// The counts of calls at the cut-offs: here, and in every region and contrast.

function showCounts() {
  const counts = countsOf(calls);
  const items = shownCalls(counts).map((call) => {
    const [shape, colour] = LOOKS_OF_CALLS[call];
    const number = make("strong", { "data-test": `count-${call}` }, String(counts[AT[call]]));
    return make("li", {}, glyph(shape, colour, call === "not_testable"), number, ` ${DATA.calls[call]}`);
  });
  byId("counts").replaceChildren(...items);
  byId("own").textContent = atOwnCutoffs()
    ? "As the analysis called them."
    : `Not the analysis's own cut-offs (adjusted p ≤ ${DATA.fdr}, any fold). A fold cut-off after the test narrows the list; it does not keep the false discovery rate.`;
  byId("fold").disabled = !contrastNow().log2fc;
}

function showGrid() {
  const head = make("tr", {}, make("th", { scope: "col" }, "Contrast"), ...DATA.regions.map((region) => make("th", { scope: "col" }, named(region.name))));
  const rows = DATA.contrasts.map((contrast, at) => make("tr", {}, make("th", { scope: "row" }, named(contrast.name)),
    ...DATA.regions.map((region, own) => make("td", {}, gridButton(region, own, at)))));
  byId("grid").replaceChildren(make("thead", {}, head), make("tbody", {}, ...rows));
}

function gridButton(region, own, at) {
  const counts = countsOf(callsOf(region.contrasts[at]));
  const words = DATA.called.filter((call) => counts[AT[call]]).map((call) => `${SIGNS[call]} ${counts[AT[call]]} ${DATA.calls[call]}`);
  const tested = counts.some((n, call) => n && call !== AT.not_testable);
  const here = own === state.region && at === state.contrast;
  return make("button", { type: "button", "aria-current": String(here), "data-test": "cell", onclick: () => goTo(own, at) }, words.join(", ") || (tested ? "none called" : "not testable"));
}

on(["place", "cutoffs"], showCounts);
on(["place", "cutoffs"], showGrid);
