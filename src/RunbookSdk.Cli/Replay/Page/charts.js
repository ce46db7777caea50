// Charts of numbers that rules read, with the thresholds that rules compare them with.

const lowestChart = 132, highestChart = 240;
const chartTop = 12, chartBottom = 10;

// Times are seconds since the point before.
function decode(points) {
  const times = new Float64Array(points.length / 2), values = new Float64Array(points.length / 2);
  let at = 0;
  for (let i = 0; i < times.length; i++) {
    at += points[2 * i] * 1000;
    times[i] = at;
    values[i] = points[2 * i + 1];
  }
  return { times, values };
}

// Where no fact came for much longer than usual there is no line.
function longestStep(times, width) {
  const steps = Array.from(times.subarray(1), (t, i) => t - times[i]).sort((a, b) => a - b);
  return steps.length === 0 ? 0 : Math.max(steps[Math.floor(steps.length / 2)] * 6, 3000 * width);
}

function firstAfter(times, at) {
  let low = 0, high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= at) low = middle + 1; else high = middle;
  }
  return low;
}

// What is in view decides, so that looking closer shows more; thresholds are always in view.
function scaleOf(series, thresholds, height) {
  let least = Infinity, most = -Infinity;
  for (const { times, values } of series) {
    for (let i = Math.max(firstAfter(times, view.from) - 1, 0); i < values.length && (times[i] <= view.until || i === 0); i++) {
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
  }
  for (const { value } of thresholds) { least = Math.min(least, value); most = Math.max(most, value); }
  if (least > most) least = most = 0;
  if (least > 0 && least < most * 0.6) least = 0;
  if (most - least < 1e-12) { most += Math.abs(most) * 0.1 || 1; least -= Math.abs(least) * 0.1; }
  const rough = (most - least) / 4, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map(f => f * power).find(size => size >= rough);
  if (least !== 0) least = Math.floor(least / step) * step;
  most = Math.ceil(most / step - 1e-9) * step;
  const span = most - least, labels = [];
  for (let value = Math.ceil(least / step) * step; value <= most + step * 1e-9 && labels.length < 8; value += step) labels.push(value);
  return { y: value => height - chartBottom - (value - least) / span * (height - chartTop - chartBottom), labels };
}

// The line within the view; where points are closer than pixels, the least and the greatest of each pixel.
function pathOf({ times, values, gap }, width, y) {
  const first = Math.max(firstAfter(times, view.from) - 1, 0), last = Math.min(firstAfter(times, view.until) + 1, times.length);
  let path = '', column = NaN, low = 0, high = 0, before = NaN;
  // A point by itself is a dot: a line of no length with round ends.
  const add = (x, value, joins) => { path += joins ? `L${x.toFixed(1)},${y(value).toFixed(1)}` : `M${x.toFixed(1)},${y(value).toFixed(1)}h0.01`; };
  const dense = last - first > 2 * width;
  for (let i = first; i < last; i++) {
    const x = xOf(times[i], width), joins = times[i] - before <= gap;
    before = times[i];
    if (dense && joins && Math.floor(x) === column) {
      if (values[i] < low) add(column, low = values[i], true);
      if (values[i] > high) add(column, high = values[i], true);
      continue;
    }
    column = Math.floor(x);
    low = high = values[i];
    add(dense ? column : x, values[i], joins);
  }
  return path;
}

const thresholdText = t => `${t.of ? `${t.of} ` : ''}${t.sign} ${exact(t.value)}`;

const thresholdWords = t => {
  const use = { raises: 'raises', clears: 'clears', condition: 'condition' }[t.use];
  return `${thresholdText(t)} ${use}${t.lasting ? ` after ${t.lasting}` : ''}`;
};

function chartLane(chart) {
  const series = chart.lines.map(line => ({ name: line.name, width: line.width, ...decode(line.points) })).map(line => ({ ...line, gap: longestStep(line.times, line.width) }));
  const lines = new Map();
  for (const t of chart.thresholds) lines.set(`${t.use} ${t.value}`, [...(lines.get(`${t.use} ${t.value}`) ?? []), t]);
  const legend = h('ul', { class: 'legend' },
    series.map((line, i) => h('li', {}, s('svg', { class: 'swatch', viewBox: '0 0 18 6', 'aria-hidden': 'true' }, s('path', { class: `line line-${i}`, d: 'M0,3H18' })), h('span', { class: 'line-name', title: line.name }, line.name))),
    [...lines.values()].map(same => h('li', { class: 'threshold-name' },
      s('svg', { class: 'swatch', viewBox: '0 0 18 6', 'aria-hidden': 'true' }, s('path', { class: `threshold threshold-${same[0].use}`, d: 'M0,3H18' })),
      h('span', {}, [...new Set(same.map(thresholdWords))].join(', '), h('small', {}, [...new Set(same.map(t => t.rule))].join(', '))))));
  return {
    label: chart.title, height: lowestChart, isChart: true, legend, rules: chart.thresholds.map(t => t.rule),
    summary: `${chart.title}: ${series.map(line => `${line.name} from ${number(Math.min(...line.values))} to ${number(Math.max(...line.values))}`).join('; ')}. Thresholds: ${chart.thresholds.map(t => `${thresholdWords(t)}, ${t.rule}`).join('; ') || 'none'}`,
    draw: (width, height) => {
      const scale = scaleOf(series, chart.thresholds, height);
      return [
        ...scale.labels.map(value => s('g', { class: 'grid' }, s('path', { d: `M0,${scale.y(value).toFixed(1)}H${width}` }), laneText(3, scale.y(value) - 3, number(value), 'grid-label'))),
        ...drawThresholds(lines, scale, width),
        ...series.map((line, i) => s('path', { class: `line line-${i}`, d: pathOf(line, width, scale.y) })),
      ];
    },
    tell: at => series.flatMap(line => {
      const place = firstAfter(line.times, at) - 1;
      return place >= 0 && at - line.times[place] <= line.gap ? [`${line.name}: ${number(line.values[place])} (${clockOf(line.times[place])})`] : [];
    }),
    pick: () => null,
  };
}

function drawThresholds(lines, scale, width) {
  const taken = [];
  return [...lines.values()].map(same => {
    const y = scale.y(same[0].value);
    const free = taken.every(other => Math.abs(other - y) >= 11);
    if (free) taken.push(y);
    return s('g', { class: 'threshold-line', 'data-value': same[0].value, 'data-use': same[0].use },
      s('path', { class: `threshold threshold-${same[0].use}`, d: `M0,${y.toFixed(1)}H${width}` }),
      free && s('text', { x: width - 4, y: y - 3, class: 'lane-text threshold-label', 'text-anchor': 'end' }, `${same[0].sign} ${exact(same[0].value)}`));
  });
}
