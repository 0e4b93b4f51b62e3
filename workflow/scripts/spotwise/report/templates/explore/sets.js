// Foci and terms: one can be chosen, and its spots are marked in every view.

function setSpots(set) {
  const genes = new Set(set.genes);
  const spots = new Set();
  regionNow().spots.primary.forEach((gene, spot) => genes.has(gene) && spots.add(spot));
  return spots;
}

function adjustedNow(set) {
  const cell = cellNow();
  if (set.verdict) return set.adjusted[cell];
  const least = Object.values(set.p).map((kinds) => kinds[kinds.length - 1][cell]).filter((p) => p !== null);
  return least.length ? Math.min(...least) : null;
}

function showSets() {
  const wanted = byId("find-set").value.trim().toLowerCase();
  const suits = (set) => !wanted || set.name.toLowerCase().includes(wanted) || (set.id || "").toLowerCase().includes(wanted);
  const byP = (a, b) => (adjustedNow(a) ?? 2) - (adjustedNow(b) ?? 2);
  const group = (label, sets) => make("optgroup", { label }, ...sets.map((set) =>
    make("option", { value: set.key, selected: set === state.set }, `${short(set.name, 70)} (${several(set.genes.length, "gene")})`)));
  byId("sets").replaceChildren(
    make("option", { value: "", selected: !state.set }, "none"),
    group("Foci", DATA.foci.filter(suits)),
    group("Terms, by p here", DATA.terms.filter(suits).sort(byP)),
  );
}

function sayOfSet() {
  const set = state.set;
  byId("keep-set").disabled = !set;
  if (!set) return byId("set-said").replaceChildren();
  const cell = cellNow();
  const spots = setSpots(set).size;
  const here = ` ${several(set.genes.length, "gene")} of the study, ${several(spots, regionNow().noun)} in this region. `;
  byId("set-said").replaceChildren(glyph(LOOK_OF_SET.shape, theme().ink, true), make("strong", {}, named(set.name)), ":", here, sentenceOf(set, cell));
}

function sentenceOf(set, cell) {
  if (set.verdict) {
    const verdict = set.verdict[cell] || "not asked here";
    return `Focus: ${verdict}; p ${showP(set.p[cell])}, adjusted ${showP(set.adjusted[cell])}.`;
  }
  const said = Object.entries(set.p).map(([method, [p, adjusted]]) =>
    `${method}: p ${showP(p[cell])}${adjusted ? `, adjusted ${showP(adjusted[cell])}` : ""}`);
  return `${set.collection}, ${set.id}. ${said.join("; ")}.`;
}

function startSets() {
  if (!DATA.foci.length && !DATA.terms.length) return byId("set-panel").remove();
  const all = [...DATA.foci, ...DATA.terms];
  all.forEach((set, at) => { set.key = String(at); });
  byId("sets").addEventListener("change", (event) => {
    state.set = event.target.value === "" ? null : all[Number(event.target.value)];
    changed("lists");
  });
  byId("find-set").addEventListener("input", showSets);
  byId("keep-set").addEventListener("click", () => addSpots(setSpots(state.set)));
  on(["place"], showSets);
  on(["place", "lists", "theme"], sayOfSet);
  return undefined;
}
