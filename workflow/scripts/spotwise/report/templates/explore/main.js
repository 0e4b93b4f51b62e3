// The controls above the views, and the start.

function choices(id, names, chosen, choose) {
  byId(id).replaceChildren(...names.map((name, at) => make("option", { value: String(at) }, short(name, 80))));
  byId(id).addEventListener("change", (event) => choose(Number(event.target.value)));
  on(["place"], () => { byId(id).value = String(chosen()); });
}

function showPlace() {
  const contrast = DATA.contrasts[state.contrast];
  byId("compared").replaceChildren(named(contrast.sentence), ". Up means ", named(contrast.up), ".");
  const { places } = regionNow().spots;
  byId("place-by").hidden = places.length < 2;
  byId("place").replaceChildren(...places.map((place, at) => make("option", { value: String(at), selected: at === state.place }, place.words)));
}

function number(id, change) {
  byId(id).addEventListener("input", (event) => {
    const value = event.target.valueAsNumber;
    const { min, max } = event.target;
    const wrong = Number.isNaN(value) || value < Number(min) || (max && value > Number(max));
    event.target.setAttribute("aria-invalid", String(Boolean(wrong)));
    if (wrong) return;
    change(value);
    changed("cutoffs");
  });
}

function startControls() {
  choices("region", DATA.regions.map((region) => region.name), () => state.region, (at) => goTo(at, state.contrast));
  choices("contrast", DATA.contrasts.map((contrast) => contrast.name), () => state.contrast, (at) => goTo(state.region, at));
  byId("alpha").value = String(DATA.fdr);
  number("alpha", (value) => { state.alpha = value; });
  number("fold", (value) => { state.fold = value; });
  byId("reset").addEventListener("click", () => {
    Object.assign(state, { alpha: DATA.fdr, fold: 0 });
    byId("alpha").value = String(DATA.fdr);
    byId("fold").value = "0";
    changed("cutoffs");
  });
  byId("search").addEventListener("input", (event) => { Object.assign(state, { search: event.target.value, page: 0 }); changed("filters"); });
  byId("search").addEventListener("keydown", (event) => {
    const hits = event.key === "Enter" && found(regionNow(), state.search);
    if (hits?.length) makeCurrent(hits[0]);
  });
  byId("drag").addEventListener("change", (event) => { state.drag = event.target.value; });
  byId("whole").addEventListener("click", () => { for (const chart of Object.values(charts)) chart.zoom = null; changed("zoom"); });
  byId("trains").addEventListener("change", (event) => { state.trains = event.target.checked; changed("zoom"); });
  byId("place").addEventListener("change", (event) => { state.place = Number(event.target.value); charts.gel.zoom = null; changed("place"); });
}

function startPanels() {
  byId("add-list").addEventListener("click", addList);
  byId("add-filtered").addEventListener("click", () => addSpots(rowsNow()));
  byId("unpin").addEventListener("click", () => { state.pins[state.region].clear(); changed("pins"); });
  byId("paste-add").addEventListener("click", () => {
    const { added, unknown } = pasteNames(byId("paste").value);
    const left = unknown.length ? ` Not in this study: ${unknown.map((name) => short(name, 40)).join(", ")}.` : "";
    byId("pasted").textContent = `${several(added, regionNow().noun)} of this region found.${left}`;
  });
  byId("clear-filters").addEventListener("click", () => {
    Object.assign(state, { search: "", page: 0 });
    byId("search").value = "";
    state.filters.clear();
    filtersShown = "";
    changed("filters");
  });
  byId("previous").addEventListener("click", () => turnPage(-1));
  byId("next").addEventListener("click", () => turnPage(1));
  byId("rows-shown").addEventListener("change", (event) => { Object.assign(state, { rows: Number(event.target.value), page: 0 }); changed("sort"); });
  byId("before").addEventListener("click", () => step(-1));
  byId("after").addEventListener("click", () => step(1));
  byId("save-table").addEventListener("click", saveTable);
  for (const button of document.querySelectorAll("[data-save]")) {
    const [name, kind] = button.dataset.save.split(".");
    button.addEventListener("click", () => savePicture(name, kind));
  }
}

function start() {
  byId("explorer").hidden = false;
  addList();
  startControls();
  startPanels();
  on(["place"], showPlace);
  startSets();
  startPoints("volcano", drawVolcano);
  startPoints("gel", drawGel);
  startStrip();
  dark.addEventListener("change", () => changed("theme"));
  changed("place");
  tell();
  window.spotwise = { state, charts }; // for whoever looks at the page from outside
  document.documentElement.dataset.ready = "true";
}

start();
