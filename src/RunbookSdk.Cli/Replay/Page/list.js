// The list of decisions, and the filters that choose from it.

const filters = { rule: '', component: '', action: '', outcome: '', text: '' };
let chosenNumber = null;
const rowByNumber = new Map();
const searchText = new Map(data.decisions.map(d => [d, `${instant(d.at)} ${d.rule} ${d.action} ${d.target} ${d.mode}/${d.outcome} ${why(d)}`.toLowerCase()]));
const componentsByDecision = new Map(data.decisions.map(d => [d, new Set(componentsOf(d))]));

const isShown = d => (!filters.rule || d.rule === filters.rule)
  && (!filters.component || componentsByDecision.get(d).has(filters.component))
  && (!filters.action || d.action === filters.action)
  && (!filters.outcome || d.outcome === filters.outcome)
  && (!filters.text || searchText.get(d).includes(filters.text));

function buildFilters() {
  const form = byId('filters');
  const choice = (name, label, values) => h('label', { hidden: values.length === 0 }, h('span', {}, label), h('select', { name, onchange: applyFilters },
    h('option', { value: '' }, 'all'), values.map(([value, count, shown]) => h('option', { value }, `${shown ?? value}${count === null ? '' : ` (${count})`}`))));
  const counted = of => [...data.decisions.reduce((counts, d) => counts.set(of(d), (counts.get(of(d)) ?? 0) + 1), new Map())].sort(([a], [b]) => (a < b ? -1 : 1));
  form.append(
    choice('rule', 'Rule', counted(d => d.rule)),
    choice('component', 'Component', data.components.map(c => [c.target, null, `${c.name} on ${c.cluster}`])),
    choice('action', 'Kind', counted(d => d.action)),
    choice('outcome', 'Outcome', counted(d => d.outcome)),
    h('label', { class: 'search' }, h('span', {}, 'Text'), h('input', { type: 'search', name: 'text', placeholder: 'any word of a line', oninput: applyFilters })),
    h('button', { type: 'reset' }, 'Clear'),
    h('output', { id: 'count', 'aria-live': 'polite' }));
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(applyFilters));
}

function applyFilters() {
  const given = new FormData(byId('filters'));
  for (const name of Object.keys(filters)) filters[name] = given.get(name).trim();
  filters.text = filters.text.toLowerCase();
  let shown = 0;
  for (const d of data.decisions) {
    const visible = isShown(d);
    rowByNumber.get(d.number).hidden = !visible;
    if (visible) shown++;
  }
  for (const body of document.querySelectorAll('#decisions tbody')) body.hidden = !body.querySelector('tr.decision:not([hidden])');
  byId('count').textContent = `${shown.toLocaleString('en')} of ${plural(data.decisions.length, 'decision')}`;
  keepOneTabStop();
  drawBoard();
}

function buildList() {
  const days = new Map();
  for (const d of data.decisions) days.set(dayOf(d.at), [...(days.get(dayOf(d.at)) ?? []), d]);
  byId('decisions').append(
    h('div', { class: 'bar' }, h('h2', { id: 'decisions-title' }, 'Decisions')),
    data.decisions.length === 0 ? h('p', {}, 'Nothing was decided.') : h('table', { onkeydown: listKey },
      h('thead', {}, h('tr', {}, ['Time', 'Rule', 'Action', 'Target', 'Outcome', 'Why'].map(name => h('th', { scope: 'col' }, name)))),
      [...days].map(([date, decisions]) => h('tbody', {},
        h('tr', { class: 'day' }, h('th', { colspan: 6, scope: 'rowgroup' }, `${weekday(decisions[0].at)} ${date}`)),
        decisions.map(row)))));
}

function row(d) {
  const link = h('a', { href: `#decision-${d.number}`, 'aria-label': `${instant(d.at)}: ${d.rule}` }, h('time', { datetime: new Date(d.at).toISOString() }, clockOf(d.at)), h('span', { class: 'offset' }, ` ${offsetText(d.at)}`));
  const element = h('tr', { class: 'decision', id: `row-${d.number}`, 'data-number': d.number, onclick: () => { location.hash = `decision-${d.number}`; } },
    h('td', { class: 'time' }, link), h('td', { class: 'rule' }, d.rule), h('td', { class: 'action' }, d.action), h('td', { class: 'target' }, d.target),
    h('td', { class: 'outcome' }, badge(d.outcome), d.mode !== 'act' && h('small', {}, d.mode)), h('td', { class: 'why' }, why(d)));
  rowByNumber.set(d.number, element);
  return element;
}

// The list is one stop for the Tab key; arrows go from row to row.
function keepOneTabStop() {
  const shown = data.decisions.filter(isShown);
  const stop = shown.find(d => d.number === chosenNumber) ?? shown[0];
  for (const d of data.decisions) rowByNumber.get(d.number).querySelector('a').tabIndex = d === stop ? 0 : -1;
}

function listKey(event) {
  const number = Number(event.target.closest('tr.decision')?.dataset.number);
  const shown = data.decisions.filter(isShown);
  const place = shown.findIndex(d => d.number === number);
  const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: shown.length - 1, PageDown: Math.min(place + 10, shown.length - 1), PageUp: Math.max(place - 10, 0) }[event.key];
  if (place < 0 || next === undefined || !shown[next]) return;
  event.preventDefault();
  rowByNumber.get(shown[next].number).querySelector('a').focus();
}
