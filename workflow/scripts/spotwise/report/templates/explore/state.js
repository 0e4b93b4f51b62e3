// What is chosen, and who hears of a change. A view says which topics it draws; changes of one task are drawn once.

const state = {
  region: 0, contrast: 0, place: 0,
  alpha: DATA.fdr, fold: 0,
  filters: new Map(), search: "", sort: { key: null, down: false }, page: 0, rows: 25,
  lists: [], active: 0, set: null,
  pins: DATA.regions.map(() => new Set()), current: null,
  drag: "select", trains: true,
};

const heard = [];
const waiting = new Set();

function on(topics, draw) {
  heard.push({ topics, draw });
}

function changed(...topics) {
  if (!waiting.size) queueMicrotask(tell);
  for (const topic of topics) waiting.add(topic);
}

function tell() {
  const topics = new Set(waiting);
  waiting.clear();
  for (const one of heard) {
    if (one.topics.some((topic) => topics.has(topic))) one.draw();
  }
}

const regionNow = () => DATA.regions[state.region];
const contrastNow = () => regionNow().contrasts[state.contrast];
const cellNow = () => state.region * DATA.contrasts.length + state.contrast;

function goTo(region, contrast) {
  if (region !== state.region) Object.assign(state, { current: null, place: 0 });
  Object.assign(state, { region, contrast, page: 0 });
  changed("place");
}

function makeCurrent(spot) {
  state.current = spot;
  changed("current");
}

function togglePin(spot) {
  const pins = state.pins[state.region];
  if (!pins.delete(spot)) pins.add(spot);
  changed("pins");
}
