// Lists of spots, each with a colour, a shape and a name; what is clicked, brushed or pasted goes to the one in use.

const LOOKS = [
  { shape: "circle", colour: "#CC79A7" }, { shape: "square", colour: "#009E73" }, { shape: "diamond", colour: "#E69F00" },
  { shape: "up", colour: "#56B4E9" }, { shape: "cross", colour: "#D55E00" }, { shape: "down", colour: "#0072B2" },
];
const LOOK_OF_SET = { shape: "hexagon", colour: "ink" };

function addList() {
  const at = LOOKS.findIndex((_, look) => !state.lists.some((list) => list.look === look));
  if (at < 0) return;
  state.lists.push({ name: `List ${at + 1}`, look: at, spots: DATA.regions.map(() => new Set()) });
  state.active = state.lists.length - 1;
  changed("lists");
}

const listSpots = (list) => list.spots[state.region];
const activeSpots = () => listSpots(state.lists[state.active]);

function addSpots(spots) {
  for (const spot of spots) activeSpots().add(spot);
  changed("lists");
}

function toggleSpot(spot) {
  if (!activeSpots().delete(spot)) activeSpots().add(spot);
  state.current = spot;
  changed("lists", "current");
}

// Names that a person pastes, parted by lines, tabs, commas or semicolons, and by spaces where that finds more.
function pasteNames(text) {
  const names = text.split(/[\n\r\t,;]+/).map((name) => name.trim()).filter(Boolean);
  const list = state.lists[state.active];
  const unknown = [];
  let added = 0;
  for (const name of names.flatMap(asNames)) {
    const hits = DATA.regions.map((region) => spotsNamed(region, name));
    if (!hits.some((spots) => spots.length)) unknown.push(name);
    hits.forEach((spots, region) => spots.forEach((spot) => list.spots[region].add(spot)));
    added += hits[state.region].length;
  }
  changed("lists");
  return { added, unknown };
}

function asNames(name) {
  const known = DATA.regions.some((region) => spotsNamed(region, name).length);
  return known ? [name] : name.split(/\s+/);
}

// Spots of a gene, its symbol in the gene sets, an accession, or a spot number.
function spotsNamed(region, name) {
  if (!region.byName) {
    region.byName = new Map();
    for (let spot = 0; spot < region.size; spot += 1) {
      const { feature, gene, protein } = region.spots;
      const names = [feature[spot], ...gene[spot].split(";"), ...protein[spot].split(";"), symbolOf(region, spot)];
      for (const one of new Set(names.map((own) => own.trim().toLowerCase()).filter(Boolean))) {
        region.byName.set(one, [...(region.byName.get(one) || []), spot]);
      }
    }
  }
  return region.byName.get(name.toLowerCase()) || [];
}

// The marks of what is in lists, and in the focus or term that is shown: look, and the spots of this region.
function marked() {
  const lists = state.lists.map((list) => ({ name: list.name, ...LOOKS[list.look], spots: listSpots(list) }));
  return state.set ? [...lists, { name: state.set.name, ...LOOK_OF_SET, spots: setSpots(state.set) }] : lists;
}

function showLists() {
  const rows = state.lists.map((list, at) => {
    const { shape, colour } = LOOKS[list.look];
    const use = make("input", { type: "radio", name: "active", checked: at === state.active, "aria-label": `Add to ${list.name}`,
      onchange: () => { state.active = at; changed("lists"); } });
    const rename = make("input", { type: "text", value: list.name, maxLength: 40, "aria-label": "Name of the list", "data-test": "list-name",
      onchange: (event) => { list.name = event.target.value.trim() || list.name; changed("lists"); } });
    const count = make("span", { className: "count", "data-test": "list-count" }, String(listSpots(list).size));
    const empty = make("button", { type: "button", onclick: () => { list.spots.forEach((spots) => spots.clear()); changed("lists"); } }, "Empty");
    const remove = make("button", { type: "button", disabled: state.lists.length === 1,
      onclick: () => { state.lists.splice(at, 1); state.active = 0; changed("lists"); } }, "Remove");
    return make("li", { "data-test": "list" }, use, glyph(shape, colour, true), rename, count, empty, remove);
  });
  byId("lists").replaceChildren(...rows);
  byId("add-list").disabled = state.lists.length === LOOKS.length;
}

on(["lists", "place"], showLists);
