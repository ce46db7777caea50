// The decision that is chosen: what became of it, why, and from which facts.

function showDetails(d) {
  const panel = byId('details');
  panel.replaceChildren(...(d ? detailsOf(d) : howToRead()).flat(Infinity).filter(part => part));
  panel.classList.toggle('open', Boolean(d));
}

const howToRead = () => [
  h('h2', {}, 'What led to it'),
  h('p', { class: 'hint' }, 'Choose a decision, on the board or in the list, to see the facts that matched, the gate and the rule.'),
  h('ul', { class: 'hint how' },
    h('li', {}, 'Point at the board: what stood at that instant.'),
    h('li', {}, 'Drag across it to look closer; a double click shows all of it. With the keyboard: arrows, plus, minus and 0.'),
    h('li', {}, 'In the list, arrows go from row to row, Enter opens, Escape closes.'),
    h('li', {}, 'The address of a chosen decision can be passed on.')),
];

function detailsOf(d) {
  const rule = ruleById.get(d.rule);
  const shown = data.decisions.filter(isShown);
  const place = shown.indexOf(d);
  const step = (label, title, other) => h('a', { class: `step ${other ? '' : 'off'}`, href: other ? `#decision-${other.number}` : null, title, 'aria-label': title }, label);
  return [
    h('div', { class: 'details-head' },
      h('h2', { tabindex: -1, id: 'details-title' }, h('span', { class: 'what' }, d.released ? `release of ${d.released}` : d.action), ' ', h('span', { class: 'target' }, d.target)),
      h('div', { class: 'tools' }, step('↑', 'The decision before', place > 0 ? shown[place - 1] : null), step('↓', 'The decision after', place >= 0 ? shown[place + 1] : null),
        h('button', { type: 'button', title: 'Close', 'aria-label': 'Close', onclick: closeDetails }, '✕'))),
    h('p', { class: 'when' }, h('time', { datetime: new Date(d.at).toISOString() }, instant(d.at)), ` · number ${d.number}`),
    h('p', { class: 'verdict' }, badge(d.outcome), ' ', outcomes[d.outcome] ?? ''),
    h('blockquote', {}, d.because),
    h('h3', {}, 'The gate'), gateOf(d, rule),
    h('h3', {}, 'Evidence: what matched'), evidenceOf(d),
    sameRequest(d),
    h('h3', {}, 'The rule'), ruleOf(d, rule),
    h('p', { class: 'keys' }, h('small', {}, 'Idempotency key '), h('code', {}, d.key), d.plan && [h('small', {}, ' plan '), h('code', {}, d.plan)]),
  ];
}

// Who approved, how far the rule may go, what was waited for, and why it was stopped.
function gateOf(d, rule) {
  const asked = data.approvals.find(a => a.answer === d.number), waits = data.approvals.find(a => a.asked === d.number);
  const modes = { act: 'act: what it asks for is done', propose: 'propose: what it asks for waits for people', observe: 'observe: what it asks for is only written down' };
  const rows = [
    ['Mode', modes[d.mode]],
    ['Gate', rule && rule.gate.length > 0 ? rule.gate.join('; ') : 'no limits of its own'],
    d.outcome === 'denied' && ['Stopped because', d.because],
    d.approvers && [d.outcome === 'denied' ? 'Answered by' : 'Approved by', d.approvers.join(', ')],
    asked && ['Waited', `${lasting(d.at - asked.from)}, since ${instant(asked.from)}`],
    waits && ['Answered', waits.answer ? [decisionLink(decisionByNumber.get(waits.answer)), ` after ${lasting(waits.until - waits.from)}`] : 'not until the end'],
    d.leaseUntil && ['Lease until', instant(d.leaseUntil)],
    ...details(d).map(([name, value]) => [words(name), value]),
    ['Match stood since', `${instant(d.began)}${d.at > d.began ? `, ${lasting(d.at - d.began)} before` : ''}`],
  ];
  return h('dl', {}, rows.filter(row => row).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

function evidenceOf(d) {
  if (!d.facts) return h('p', {}, 'Left out, for the page would be too long; ', h('code', {}, '--format json'), ' has it.');
  if (d.facts.length === 0) return h('p', {}, 'No fact: it follows from time alone.');
  return h('div', { class: 'evidence' }, d.facts.map(fact => h('section', { class: 'fact' },
    h('h4', {}, fact.type, fact.key && h('span', { class: 'fact-key' }, ` ${fact.key}`)),
    h('p', { class: 'observed' }, `observed ${instant(Date.parse(fact.observedAt))}`, ageOf(d, fact)),
    h('table', {}, h('tbody', {}, members(fact.value).map(([name, value]) => h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, textOf(value)))))))));
}

function ageOf(d, fact) {
  const age = d.at - Date.parse(fact.observedAt);
  return age >= 1000 ? `, ${lasting(age)} before` : '';
}

const members = value => (value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : [['value', value]]);

function textOf(value) {
  if (typeof value === 'number') return exact(value);
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) && !Number.isNaN(Date.parse(value)) ? instant(Date.parse(value)) : value;
  return JSON.stringify(value);
}

const decisionLink = other => (other ? h('a', { href: `#decision-${other.number}` }, `${instant(other.at)} ${words(other.outcome)}`) : 'a decision that is left out');

// What became of the same match's request: proposed, decided, renewed, released.
function sameRequest(d) {
  const others = data.decisions.filter(o => o !== d && o.rule === d.rule && o.target === d.target && o.began === d.began);
  return others.length > 0 && [h('h3', {}, 'The same request'), h('ul', { class: 'same' }, others.slice(0, 50).map(o => h('li', {}, markIcon(o.outcome), decisionLink(o))))];
}

function ruleOf(d, rule) {
  if (!rule) return h('p', {}, d.rule);
  return h('div', { class: 'the-rule' },
    h('p', {}, h('b', {}, rule.id), h('small', {}, ` ${rule.place}`)),
    rule.description && h('p', {}, rule.description),
    h('pre', { tabindex: 0, 'aria-label': 'Clauses of the rule' }, rule.clauses.join('\n')));
}

function closeDetails() {
  const row = rowByNumber.get(chosenNumber);
  history.replaceState(null, '', location.pathname + location.search);
  choose(null);
  row?.querySelector('a').focus();
}

function choose(number) {
  const byKeyboard = document.activeElement?.closest('#decisions, #details');
  rowByNumber.get(chosenNumber)?.removeAttribute('aria-current');
  const d = decisionByNumber.get(number) ?? null;
  chosenNumber = d?.number ?? null;
  if (d && !isShown(d)) byId('filters').reset();
  showDetails(d);
  if (d) {
    rowByNumber.get(d.number).setAttribute('aria-current', 'true');
    reveal(d.at);
    if (byKeyboard) byId('details-title').focus({ preventScroll: true });
  }
  keepOneTabStop();
  drawBoard();
}

function follow() {
  const found = /^#decision-(\d+)$/.exec(location.hash);
  if (!found && location.hash) return;
  choose(found ? Number(found[1]) : null);
}
