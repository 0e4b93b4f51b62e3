// The table: sorted by a click on a heading, filtered under it, and shown page by page.

function tableColumns() {
  const region = regionNow();
  const contrast = contrastNow();
  const spots = region.spots;
  const text = (key, title, test) => ({ key, title, kind: "text", value: (spot) => spots[key][spot], test });
  const number = (key, title, show, from = contrast) => ({ key, title, kind: "number", value: (spot) => given(from[key], spot), show });
  const filled = (key) => spots[key].some((cell) => cell !== "");
  const place = spots.places[state.place];
  return [
    { key: "lists", title: "Lists", kind: "choice", options: marksAsOptions, chooses: chosenMark, value: marksOf },
    text("feature", region.words.Unit),
    ...(filled("gene") ? [text("gene", "Gene")] : []),
    ...(filled("protein") ? [text("protein", "Accession")] : []),
    ...(filled("description") ? [text("description", "Description")] : []),
    ...(contrast.log2fc ? [number("log2fc", "log2 fold", showLog2), number("ci_low", "from", showLog2), number("ci_high", "to", showLog2)] : []),
    number("p_value", "p", showP), number("adj_p_value", "Adjusted p", showP),
    number("n_test", "n test", showCount), number("n_reference", "n reference", showCount),
    ...(place ? [number("x", place.kind === "pixels" ? "x" : "pI", fixed(place.kind === "pixels" ? 0 : 2), place),
      number("y", place.kind === "pixels" ? "y" : "Mr (kDa)", fixed(place.kind === "pixels" ? 0 : 1), place)] : []),
    { key: "call", title: "Call", kind: "choice", options: callOptions, chooses: (call) => (spot) => CALLS[calls[spot]] === call,
      value: (spot) => DATA.calls[CALLS[calls[spot]]] },
  ];
}

const callOptions = () => CALLS.filter((_, at) => calls.includes(at)).map((call) => [call, DATA.calls[call]]);
const marksAsOptions = () => [["any", "in any list"], ...marked().map((list, at) => [String(at), list.name]), ["pinned", "pinned"]];
const marksOf = (spot) => marked().filter((list) => list.spots.has(spot)).map((list) => list.name).join("; ");

function chosenMark(chosen) {
  if (chosen === "pinned") return (spot) => state.pins[state.region].has(spot);
  const lists = chosen === "any" ? marked() : [marked()[Number(chosen)]].filter(Boolean);
  return (spot) => lists.some((list) => list.spots.has(spot));
}

const naturally = new Intl.Collator("en", { numeric: true }).compare;

// Spots that pass, in the order of the table: as in the files, or by a column; what is missing comes last.
function rowsNow() {
  const rows = passing.flatMap((passes, spot) => (passes ? [spot] : []));
  const column = tableColumns().find((one) => one.key === state.sort.key);
  if (!column) return rows;
  const values = new Map(rows.map((spot) => [spot, column.value(spot)]));
  const missing = (value) => value === null || value === "";
  return rows.sort((a, b) => {
    const [one, other] = [values.get(a), values.get(b)];
    if (missing(one) || missing(other)) return missing(one) - missing(other);
    const order = column.kind === "number" ? one - other : naturally(one, other);
    return state.sort.down ? -order : order;
  });
}

function sortBy(key) {
  const { sort } = state;
  state.sort = sort.key !== key ? { key, down: false } : sort.down ? { key: null, down: false } : { key, down: true };
  state.page = 0;
  changed("sort");
}

function headings(columns) {
  const cells = columns.map(({ key, title, kind }) => {
    const sorted = state.sort.key === key;
    const arrow = sorted ? (state.sort.down ? " ▼" : " ▲") : "";
    const button = make("button", { type: "button", onclick: () => sortBy(key) }, title + arrow);
    return make("th", { scope: "col", className: kind, "aria-sort": sorted ? (state.sort.down ? "descending" : "ascending") : "none", "data-test": `head-${key}` }, button);
  });
  byId("headings").replaceChildren(make("th", { scope: "col" }, "Pin"), ...cells);
}

function filterCell(column) {
  const filter = (event) => { setFilter(column, event.target); };
  const common = { "aria-label": `Filter ${column.title}`, "data-test": `filter-${column.key}`, title: HINTS[column.kind] };
  const value = state.filters.get(column.key) || "";
  if (column.kind !== "choice") return make("input", { type: "text", value, oninput: filter, ...common });
  const options = [["", "all"], ...column.options()].map(([own, words]) => make("option", { value: own, selected: own === value }, words));
  return make("select", { onchange: filter, ...common }, ...options);
}

const HINTS = { number: "a number, <0.05, >=1 or 2..5", text: "part of the text", choice: "" };

function setFilter(column, field) {
  const text = field.value;
  field.setAttribute("aria-invalid", String(Boolean(text) && column.kind === "number" && !numberTest(text)));
  if (text) state.filters.set(column.key, text);
  else state.filters.delete(column.key);
  state.page = 0;
  changed("filters");
}

// The fields of the filters stay as they are while one is typed in.
let filtersShown = "";
function filterRow(columns) {
  const key = JSON.stringify(columns.map((column) => [column.key, column.title, column.kind === "choice" && column.options()]));
  if (key === filtersShown) return;
  filtersShown = key;
  for (const own of state.filters.keys()) if (!columns.some((column) => column.key === own)) state.filters.delete(own);
  byId("filters").replaceChildren(make("td"), ...columns.map((column) => make("td", {}, filterCell(column))));
}

function cellOf(column, spot) {
  if (column.key === "lists") return make("td", {}, ...marked().filter((list) => list.spots.has(spot)).map(markOf));
  if (column.key === "call") return make("td", { className: "call" }, glyph(...LOOKS_OF_CALLS[CALLS[calls[spot]]], calls[spot] === AT.not_testable), column.value(spot));
  if (column.kind === "number") return make("td", { className: "number" }, column.show(column.value(spot)));
  if (column.key !== "feature") return make("td", { className: column.key }, named(column.value(spot).replaceAll(";", "; ")));
  const choose = make("button", { type: "button", title: "Show its animals", onclick: () => makeCurrent(spot) }, named(column.value(spot)));
  return make("th", { scope: "row" }, choose);
}

function markOf({ shape, colour, name }) {
  const mark = glyph(shape, colour === "ink" ? theme().ink : colour, true);
  return make("span", { title: name, role: "img", "aria-label": name }, mark);
}

function rowOf(columns, spot) {
  const pinned = state.pins[state.region].has(spot);
  const listed = activeSpots().has(spot);
  const label = labelOf(regionNow(), spot);
  const pin = make("button", { type: "button", "aria-pressed": String(pinned), "data-test": "pin", "aria-label": `Pin the label of ${label}`, onclick: () => togglePin(spot) }, pinned ? "★" : "☆");
  const add = make("button", { type: "button", "aria-pressed": String(listed), "data-test": "add", "aria-label": `Add ${label} to the list in use`, onclick: () => toggleSpot(spot) }, listed ? "−" : "+");
  const row = make("tr", { "data-test": "row", "data-spot": regionNow().spots.feature[spot] }, make("td", { className: "tools" }, pin, add),
    ...columns.map((column) => cellOf(column, spot)));
  if (spot === state.current) row.setAttribute("aria-current", "true");
  if (marked().some((list) => list.spots.has(spot))) row.classList.add("marked");
  return row;
}

function showTable() {
  const columns = tableColumns();
  const rows = rowsNow();
  const pages = Math.max(1, Math.ceil(rows.length / state.rows));
  state.page = Math.min(state.page, pages - 1);
  const shown = rows.slice(state.page * state.rows, (state.page + 1) * state.rows);
  headings(columns);
  filterRow(columns);
  keepingFocus(() => byId("rows").replaceChildren(...shown.map((spot) => rowOf(columns, spot))));
  byId("shown").textContent = `${rows.length} of ${several(regionNow().size, regionNow().noun)} pass the search and filters`;
  byId("page").textContent = `Page ${state.page + 1} of ${pages}`;
  byId("previous").disabled = state.page === 0;
  byId("next").disabled = state.page === pages - 1;
}

// A button that was pressed is made anew with its row; the keyboard stays on it.
function keepingFocus(draw) {
  const own = document.activeElement;
  const [row, test] = [own?.closest("#rows tr")?.dataset.spot, own?.dataset.test];
  draw();
  if (row === undefined) return;
  const again = [...byId("rows").children].find((one) => one.dataset.spot === row);
  again?.querySelector(test ? `[data-test="${test}"]` : "th button")?.focus();
}

function turnPage(by) {
  state.page += by;
  changed("sort");
}

// Brings the current spot's page into view, where it was chosen elsewhere.
function turnToCurrent() {
  const at = rowsNow().indexOf(state.current);
  if (at >= 0) state.page = Math.floor(at / state.rows);
}

on(["current"], turnToCurrent);
on(["place", "cutoffs", "filters", "lists", "pins", "current", "sort", "theme"], showTable);
