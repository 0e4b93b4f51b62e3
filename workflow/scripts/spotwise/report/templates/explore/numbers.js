// How numbers are shown; a missing one is a dash.

const MISSING = "–";

function showP(p) {
  if (p === null || p === undefined) return MISSING;
  if (p >= 1e-3) return String(Number(p.toPrecision(3)));
  return p < 1e-300 ? "< 1e-300" : p.toExponential(1).replace("e+", "e");
}

const fixed = (digits) => (value) => (value === null || value === undefined ? MISSING : value.toFixed(digits));
const showLog2 = fixed(2);
const showCount = (value) => (value === null || value === undefined ? MISSING : String(value));
const several = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
