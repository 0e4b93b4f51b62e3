// Saving what is shown: a picture as SVG or PNG, on white as for print, and the filtered table as CSV.

function save(name, parts, type) {
  const link = make("a", { href: URL.createObjectURL(new Blob(parts, { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const fileName = (what, kind) => `${regionNow().id}_${DATA.contrasts[state.contrast].id}_${what}.${kind}`;

async function savePicture(name, kind) {
  const chart = charts[name];
  const view = viewOf(chart, LIGHT, "none", null);
  await show(chart, view, chart.draw(LIGHT));
  if (kind === "svg") return save(fileName(name, kind), [await view.toSVG()], "image/svg+xml");
  const canvas = await view.toCanvas(3);
  return canvas.toBlob((blob) => save(fileName(name, kind), [blob], "image/png"));
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

// A cell that a spreadsheet would run as a formula becomes text; numbers stay numbers.
function defused(text) {
  return /^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

function csvCell(value) {
  const text = defused(value === null || value === undefined ? "" : String(value));
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvText() {
  const columns = tableColumns();
  const place = [regionNow().name, DATA.contrasts[state.contrast].name];
  const head = ["region", "contrast", ...columns.map((column) => column.title), "pinned"];
  const rows = rowsNow().map((spot) => [...place, ...columns.map((column) => column.value(spot)), state.pins[state.region].has(spot) ? "yes" : ""]);
  return [head, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

function saveTable() {
  save(fileName("table", "csv"), ["\ufeff", csvText()], "text/csv;charset=utf-8");
}
