// Which spots pass the search and the filters of the columns.

let passing = [];

const numberOrNaN = (text) => (text.trim() === "" ? NaN : Number(text.replace(",", ".")));
const COMPARE = {
  "<": (a, b) => a < b, "<=": (a, b) => a <= b, ">": (a, b) => a > b, ">=": (a, b) => a >= b, "=": (a, b) => a === b,
};

// A test of a number: "<0.05", ">= 1", "2..5" or "3"; null where the text is none of these.
function numberTest(text) {
  const range = text.split("..").map(numberOrNaN);
  if (range.length === 2 && !range.some(Number.isNaN)) return (value) => value >= range[0] && value <= range[1];
  const [, sign, rest] = /^\s*(<=|>=|<|>|=)?(.*)$/s.exec(text.replace("≤", "<=").replace("≥", ">="));
  const number = numberOrNaN(rest);
  return Number.isNaN(number) ? null : (value) => COMPARE[sign || "="](value, number);
}

function textTest(text) {
  const wanted = text.toLowerCase();
  return (value) => value.toLowerCase().includes(wanted);
}

function columnTest(column, text) {
  if (column.kind === "choice") return column.chooses(text);
  const test = column.kind === "number" ? numberTest(text) : textTest(text);
  return test && ((spot) => column.value(spot) !== null && test(column.value(spot)));
}

// Spots that a search means: a spot number, an accession or a gene; a longer word also where it stands within one.
function found(region, text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return null;
  const spots = region.spots;
  const fields = (spot) => [spots.feature[spot], ...spots.gene[spot].split(";"), ...spots.protein[spot].split(";"), symbolOf(region, spot)];
  const all = Array.from({ length: region.size }, (_, spot) => spot);
  const exact = all.filter((spot) => fields(spot).some((field) => field.toLowerCase() === wanted));
  if (/^\d+$/.test(wanted) && exact.length) return exact;
  const within = all.filter((spot) => [...fields(spot), spots.description[spot]].some((field) => field.toLowerCase().includes(wanted)));
  const first = new Set(exact);
  return [...exact, ...within.filter((spot) => !first.has(spot))];
}

function symbolOf(region, spot) {
  const at = region.spots.primary[spot];
  return at < 0 ? "" : DATA.symbols[at];
}

on(["place", "cutoffs", "filters", "lists"], () => {
  const region = regionNow();
  const hits = found(region, state.search);
  const among = hits && new Set(hits);
  const tests = tableColumns().map((column) => [column, state.filters.get(column.key)]).filter(([, text]) => text);
  const asked = tests.map(([column, text]) => columnTest(column, text)).filter(Boolean);
  passing = Array.from({ length: region.size }, (_, spot) => (!among || among.has(spot)) && asked.every((test) => test(spot)));
});
