// The part of time that is shown, and its ticks by the clocks of the zone.

const whole = { from: data.from, until: Math.max(data.until, data.from + 60000) };
const view = { ...whole };
const shortestView = 10000;
const viewListeners = [];

const minute = 60000, hour = 60 * minute, day = 24 * hour;
const tickSteps = [
  1000, 5000, 15000, 30000, minute, 5 * minute, 15 * minute, 30 * minute, hour, 3 * hour, 6 * hour, 12 * hour,
  day, 2 * day, 7 * day, 14 * day, 28 * day, 91 * day, 364 * day,
];

function show(from, until) {
  const span = Math.min(Math.max(until - from, shortestView), whole.until - whole.from);
  const begin = Math.min(Math.max(from, whole.from), whole.until - span);
  view.from = begin;
  view.until = begin + span;
  for (const listener of viewListeners) listener();
}

const isWhole = () => view.from <= whole.from && view.until >= whole.until;
const pan = share => show(view.from + share * (view.until - view.from), view.until + share * (view.until - view.from));

// Looks closer at the decision that is chosen, or else at the middle.
function zoom(factor) {
  const chosen = decisionByNumber.get(chosenNumber)?.at;
  const around = chosen >= view.from && chosen <= view.until ? chosen : (view.from + view.until) / 2;
  const span = Math.max((view.until - view.from) * factor, shortestView);
  const place = (around - view.from) / (view.until - view.from);
  show(around - place * span, around + (1 - place) * span);
}

// Brings an instant into view, without changing how much is seen.
function reveal(at) {
  const span = view.until - view.from;
  if (at < view.from || at > view.until) show(at - span / 2, at + span / 2);
}

// Marks at either end of the view need room.
const inset = 7;
const xOf = (at, width) => inset + (at - view.from) / (view.until - view.from) * (width - 2 * inset);
const atX = (x, width) => view.from + (Math.min(Math.max(x, inset), width - inset) - inset) / (width - 2 * inset) * (view.until - view.from);

function ticks(width) {
  const span = view.until - view.from;
  const step = tickSteps.find(size => size / span * width >= 64) ?? tickSteps.at(-1);
  const first = Math.ceil((view.from + offsetAt(view.from) * minute) / step) * step;
  const found = [];
  for (let local = first; found.length < 200; local += step) {
    // The clocks may have changed on the way.
    let at = local - offsetAt(view.from) * minute;
    at = local - offsetAt(at) * minute;
    if (at > view.until) break;
    if (at >= view.from) found.push({ at, label: tickLabel(at, step) });
  }
  return found;
}

function tickLabel(at, step) {
  const clock = clockOf(at);
  const date = `${localTime(at).getUTCDate()} ${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][localTime(at).getUTCMonth()]}`;
  if (step >= 28 * day) return `${date} ${localTime(at).getUTCFullYear()}`;
  if (step >= day || clock === '00:00:00') return date;
  return step < minute ? clock : clock.slice(0, 5);
}
