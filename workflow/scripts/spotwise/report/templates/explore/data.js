// What the page was given: spots in columns, volumes as packed hundredths of a log2 unit.

const DATA = JSON.parse(document.getElementById("data").textContent);
const NOTHING = -32768;

function unpacked(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return new Int16Array(bytes.buffer);
}

for (const region of DATA.regions) {
  region.noun = region.words.unit;
  region.size = region.spots.feature.length;
  region.volumes.values = unpacked(region.volumes.values);
  region.volumes.gel_values = unpacked(region.volumes.gel_values);
}

// The log2 volume of a spot in a column of a packed matrix; null where it was not seen.
function volume(values, columns, spot, column) {
  const whole = values[spot * columns + column];
  return whole === NOTHING ? null : whole / DATA.step;
}

function geneOf(region, spot) {
  const at = region.spots.primary[spot];
  return at < 0 ? "" : DATA.genes[at];
}

// What a spot is called in a picture.
function labelOf(region, spot) {
  return geneOf(region, spot) || `${region.noun} ${region.spots.feature[spot]}`;
}
