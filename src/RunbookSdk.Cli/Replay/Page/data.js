// What was recorded, and the words that it is told in.

const data = JSON.parse(document.getElementById('data').textContent);

const decisionByNumber = new Map(data.decisions.map(d => [d.number, d]));
const ruleById = new Map(data.rules.map(r => [r.id, r]));

const statusWords = {
  operational: 'operational',
  degraded_performance: 'degraded performance',
  partial_outage: 'partial outage',
  major_outage: 'major outage',
  under_maintenance: 'under maintenance',
  suspended: 'suspended',
};

// Worse is taller, so that nobody has to tell colours apart.
const statusHeights = { operational: 0.22, degraded_performance: 0.45, under_maintenance: 0.45, partial_outage: 0.7, major_outage: 1, suspended: 1 };

const outcomes = {
  decided: 'To be done, at once.',
  observed: 'The rule only observes, so nothing was done.',
  proposed: 'It waits for an approval.',
  denied: 'It was not done.',
  withdrawn: 'The match ended before anybody approved.',
  renewed: 'Its evidence is fresh, so it stays in force.',
  released: 'It is no longer in force.',
  verified: 'These facts prove that it has worked.',
  unverified: 'Nothing proved in time that it has worked.',
};

const words = text => text.replaceAll('_', ' ').replaceAll('-', ' ');
const spoken = status => statusWords[status] ?? words(status);
const pad = (number, digits = 2) => String(number).padStart(digits, '0');
const plural = (count, thing) => `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;

// The clocks of the zone, as they were when the page was made.
function offsetAt(at) {
  let minutes = data.offsets[0].minutes;
  for (const offset of data.offsets) if (offset.from <= at) minutes = offset.minutes;
  return minutes;
}

const localTime = at => new Date(at + offsetAt(at) * 60000);

function offsetText(at) {
  const minutes = Math.abs(offsetAt(at));
  return `${offsetAt(at) < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

const dayOf = at => {
  const t = localTime(at);
  return `${pad(t.getUTCFullYear(), 4)}-${pad(t.getUTCMonth() + 1)}-${pad(t.getUTCDate())}`;
};

const clockOf = at => {
  const t = localTime(at);
  return `${pad(t.getUTCHours())}:${pad(t.getUTCMinutes())}:${pad(t.getUTCSeconds())}`;
};

const instant = at => `${dayOf(at)} ${clockOf(at)} ${offsetText(at)}`;
const weekday = at => ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'][localTime(at).getUTCDay()];

// The two largest units of a time.
function lasting(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  const units = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  const first = units.findIndex(([size]) => seconds >= size);
  if (first < 0) return '0 s';
  const [size, name] = units[first];
  const rest = first < 3 ? Math.floor((seconds % size) / units[first + 1][0]) : 0;
  return `${Math.floor(seconds / size)} ${name}${rest > 0 ? ` ${rest} ${units[first + 1][1]}` : ''}`;
}

const number = value => exact(Number(value.toPrecision(6)));

// What a decision rests on is shown with all its digits.
const exact = value => (Math.abs(value) >= 1e-6 && Math.abs(value) < 1e15 || value === 0 ? value.toLocaleString('en', { maximumFractionDigits: 20 }) : String(value));

function details(decision) {
  const pairs = [];
  for (let i = 0; i < decision.details.length; i += 2) pairs.push([decision.details[i], decision.details[i + 1]]);
  return pairs;
}

// Why, as the timeline in a terminal says it.
function why(decision) {
  const named = details(decision).map(([name, value]) => `${name} ${value}`).join(', ');
  const approved = decision.approvers ? ` [${decision.approvers.join(', ')}]` : '';
  const because = decision.because.replace(/\r\n|[\r\n\f\u0085\u2028\u2029]/g, ' ');
  return `${because}${named ? ` (${named})` : ''}${approved}`;
}

// A decision belongs to the component that it is about, or that led to it.
const componentsOf = decision => [
  ...(decision.target.startsWith('component/') ? [decision.target] : []),
  ...(decision.facts ?? []).filter(f => f.type === 'Component')
    .map(f => `component/${f.value.cluster}/${f.value.name}`.replaceAll(' ', '-').toLowerCase()),
];

const actionOf = decision => decision.released ?? decision.action;
