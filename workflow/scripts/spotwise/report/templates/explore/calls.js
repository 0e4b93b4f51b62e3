// The call of each spot at the cut-offs: those of the analysis itself at its own, else by the same rules.

const CALLS = Object.keys(DATA.calls);
const AT = Object.fromEntries(CALLS.map((call, at) => [call, at]));
const CALLED = new Set(DATA.called.map((call) => AT[call]));
const BY_TEST = new Set([AT.up, AT.down, AT.changed]);

const LOOKS_OF_CALLS = {
  up: ["up", "#D55E00"], down: ["down", "#0072B2"], changed: ["diamond", "#CC79A7"],
  only_in_test: ["up", "#E69F00"], only_in_reference: ["down", "#56B4E9"], unchanged: ["square", "#009E73"],
  inconclusive: ["circle", "#8A8A8A"], not_testable: ["circle", "#8A8A8A"],
};

const given = (column, spot) => (column ? column[spot] : null);

function atOwnCutoffs() {
  return state.alpha === DATA.fdr && state.fold === 0;
}

function callsOf(contrast) {
  return atOwnCutoffs() ? contrast.call : contrast.call.map((_, spot) => callAt(contrast, spot));
}

function callAt(contrast, spot) {
  const within = (column) => given(column, spot) !== null && given(column, spot) <= state.alpha;
  if (given(contrast.p_value, spot) === null) {
    return within(contrast.presence_adj_p) ? onlyIn(contrast, spot) : AT.not_testable;
  }
  const fold = given(contrast.log2fc, spot);
  if (within(contrast.adj_p_value) && (fold === null || Math.abs(fold) >= state.fold)) {
    return fold > 0 ? AT.up : fold < 0 ? AT.down : AT.changed;
  }
  return within(contrast.adj_p_equivalent) ? AT.unchanged : AT.inconclusive;
}

function onlyIn(contrast, spot) {
  const [test, reference] = [given(contrast.n_test, spot), given(contrast.n_reference, spot)];
  if (test && !reference) return AT.only_in_test;
  return reference && !test ? AT.only_in_reference : AT.not_testable;
}

function countsOf(calls) {
  const counts = CALLS.map(() => 0);
  for (const call of calls) counts[call] += 1;
  return counts;
}

let calls = [];
on(["place", "cutoffs"], () => {
  calls = callsOf(contrastNow());
});
