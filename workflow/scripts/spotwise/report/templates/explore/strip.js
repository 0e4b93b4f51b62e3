// The animals of one spot: each a point in its group; technical gels of one animal hollow and joined.

const ROW_HEIGHT = 44;

function drawStrip(colours) {
  const region = regionNow();
  const spot = state.current;
  const empty = { data: { animals: [], gels: [] }, signals: { title: "", subtitle: [], x0: 0, x1: 1, xTitle: "", room: 100, labels: [] } };
  if (spot === null) return { ...empty, why: `Choose a ${region.noun} in a picture or in the table to see its animals.`, alt: `No ${region.noun} is chosen` };
  const [animals, gels] = [stripAnimals(region, spot, colours), stripGels(region, spot, colours)];
  const seen = animals.filter((animal) => animal.opacity);
  const values = [...seen, ...gels].map((point) => point.x);
  const [low, high] = values.length ? [least(values), most(values)] : [0, 1];
  const room = (high - low) * 0.06 || 0.5;
  for (const animal of animals) if (!animal.opacity) animal.x = low;
  return {
    why: "",
    alt: `Log2 ${region.words.values} of ${labelOf(region, spot)} in ${several(seen.length, "animal")}: ${tipOf(spot).join(", ")}`,
    data: { animals, gels },
    signals: {
      room: stripRoom(), labels: groupLabels(region, spot), x0: low - room, x1: high + room, xTitle: `log₂ ${region.words.value}`,
      title: `${short(labelOf(region, spot), 30)}, ${short(region.name, 24)}`, subtitle: stripLines(region, spot, gels),
    },
  };
}

function stripLines(region, spot, gels) {
  const here = `${short(DATA.contrasts[state.contrast].name, 44)}: ${DATA.calls[CALLS[calls[spot]]]}`;
  const joined = gels.length ? [`hollow, joined: ${region.words.runs} of one animal`] : [];
  return [`${region.noun} ${short(region.spots.feature[spot], 30)}`, here, ...testOf(spot), ...joined];
}

function stripAnimals(region, spot, colours) {
  const { units, groups, group, values } = region.volumes;
  const own = units.map((_, at) => volume(values, units.length, spot, at));
  const order = groups.map((_, at) => at).sort((a, b) => naturally(groups[a], groups[b]));
  return order.flatMap((at) => units.flatMap((unit, n) => (group[n] === at ? [{
    unit, group: at, x: own[n], jitter: spread(n), opacity: own[n] === null ? 0 : 0.85, fill: colours === DARK ? "#56B4E9" : "#0072B2",
  }] : [])));
}

function groupLabels(region, spot) {
  const { units, groups, group, values } = region.volumes;
  const own = units.map((_, at) => volume(values, units.length, spot, at));
  return groups.map((name, at) => groupLabel(name, own.filter((_, unit) => group[unit] === at)));
}

// A group and how many of its animals were seen, on as many lines as its levels need.
function groupLabel(name, values) {
  const seen = values.filter((value) => value !== null).length;
  const words = `${name || "no group"} (${seen === values.length ? seen : `${seen} of ${values.length}`})`.split(/(?<=:)|(?= \()/);
  const most = Math.floor(stripRoom() / 6.4);
  return words.reduce((lines, word) => {
    const last = lines[lines.length - 1];
    return last !== undefined && last.length + word.length <= most ? [...lines.slice(0, -1), last + word] : [...lines, short(word.trim(), most)];
  }, []);
}

const stripRoom = () => Math.max(80, Math.min(260, byId("strip").clientWidth * 0.45));

// Aside from each other by turns, so that equal values can be told apart; the same at each drawing.
const spread = (at) => (((at * 7) % 11) - 5) / 8;

function stripGels(region, spot, { ink }) {
  const { units, group, gels, gel_values: values } = region.volumes;
  return gels.flatMap(([unit, sample], column) => {
    const x = volume(values, gels.length, spot, column);
    return x === null ? [] : [{ unit: units[unit], sample, group: group[unit], x, jitter: spread(unit), opacity: 0.9, fill: ink }];
  });
}

function stripTip(datum) {
  if (!datum?.unit) return null;
  return [datum.sample ? `${regionNow().words.run} ${datum.sample} of ${datum.unit}` : datum.unit, `log2 ${regionNow().words.value} ${showLog2(datum.x)}`];
}

const stripHeight = () => 140 + ROW_HEIGHT * Math.max(2, regionNow().volumes.groups.length);

function startStrip() {
  on(["place"], () => { byId("strip").style.height = `${stripHeight()}px`; });
  const chart = startChart("strip", ["place", "cutoffs", "current"], drawStrip);
  Object.assign(chart, { pointed: (_, item) => item?.datum, tip: stripTip, height: stripHeight });
  on(["place"], () => {
    const left = regionNow().volumes.gels_left_out;
    byId("strip-note").textContent = left ? `Technical ${regionNow().words.runs} (${left}) are too many for this page; each animal is shown as their mean.` : "";
  });
}

// To the spot before or after this one: within the list in use where it holds this one, else in the table.
function step(by) {
  const among = activeSpots().has(state.current) ? [...activeSpots()] : rowsNow();
  if (!among.length) return;
  const at = among.indexOf(state.current);
  makeCurrent(among[at < 0 ? 0 : (at + by + among.length) % among.length]);
}
