// Making elements. Text from the study only ever becomes text.

const PATHS = {
  circle: "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z",
  square: "M-.88,-.88H.88V.88H-.88Z",
  diamond: "M0,-1.1L1.1,0L0,1.1L-1.1,0Z",
  up: "M0,-1L1,.8H-1Z",
  down: "M0,1L1,-.8H-1Z",
  cross: "M-.35,-1H.35V-.35H1V.35H.35V1H-.35V.35H-1V-.35H-.35Z",
  hexagon: "M0,-1L.87,-.5V.5L0,1L-.87,.5V-.5Z",
};

const byId = (id) => document.getElementById(id);

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && !name.includes("-")) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// A name as the user wrote it, which does not turn the text around it where it runs from right to left.
const named = (text) => make("bdi", {}, text);

// The same within the text of a picture, and not longer than one can hold.
function short(text, most = 40) {
  const letters = Array.from(text);
  const cut = letters.length > most ? letters.slice(0, most - 1).join("") + "…" : text;
  return /^[\x00-\x7f…]*$/.test(cut) ? cut : `\u2068${cut}\u2069`;
}

function glyph(shape, colour, hollow) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const looks = { d: PATHS[shape], fill: hollow ? "none" : colour, stroke: hollow ? colour : "none", "stroke-width": 0.4 };
  for (const [name, value] of Object.entries(looks)) path.setAttribute(name, value);
  for (const [name, value] of Object.entries({ viewBox: "-1.4 -1.4 2.8 2.8", class: "glyph", "aria-hidden": "true" })) {
    svg.setAttribute(name, value);
  }
  svg.append(path);
  return svg;
}

function say(text) {
  byId("said").textContent = text;
}
