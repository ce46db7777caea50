// The head of the page, the incidents with what was said of them, and what else happened.

function buildHead() {
  const { counts } = data;
  const facts = [plural(counts.facts, 'fact'), counts.late && `${counts.late.toLocaleString('en')} late`, counts.duplicates && plural(counts.duplicates, 'duplicate'), counts.rejected && `${counts.rejected.toLocaleString('en')} rejected`].filter(x => x).join(', ');
  const figures = [
    [counts.decisions, counts.decisions === 1 ? 'decision' : 'decisions'],
    [data.incidents.length, data.incidents.length === 1 ? 'incident' : 'incidents'],
    [counts.matches, counts.matches === 1 ? 'match' : 'matches'],
    [counts.faults, counts.faults === 1 ? 'fault' : 'faults'],
  ];
  fill(byId('head'), {}, [
    h('div', {}, h('h1', {}, data.title), h('p', {}, `${data.empty ? 'No instant was reached' : `${instant(data.from)} to ${instant(data.until)}, by the clocks of ${data.zone}`} · ${facts} · rules ${data.rulesHash}`)),
    h('ul', { class: 'figures' }, figures.map(([count, name]) => h('li', {}, h('b', {}, count.toLocaleString('en')), ` ${name}`))),
    data.leftOut.length > 0 && h('p', { class: 'left-out', role: 'note' }, `There is more than a page can hold; left out: ${data.leftOut.map(l => `${l.count.toLocaleString('en')} ${l.what}`).join(', ')}.`)]);
}

function buildIncidents() {
  if (data.incidents.length === 0) return;
  byId('incidents').append(h('div', { class: 'bar' }, h('h2', { id: 'incidents-title' }, 'Incidents')), ...data.incidents.map(i => h('article', { class: 'incident-card' },
    h('h3', {}, i.title, ' ', h('span', { class: `impact impact-${i.impact}` }, i.impact)),
    h('p', { class: 'when' }, `${i.id}, opened ${instant(i.opened)}, ${i.resolved ? `resolved ${instant(i.resolved)}, after ${lasting(i.resolved - i.opened)}` : 'not resolved'}`),
    h('table', { class: 'updates' }, h('tbody', {}, i.updates.map(u => {
      const d = data.decisions.find(x => x.target === i.target && x.at === u.at && x.rule === u.by);
      return h('tr', {}, h('td', { class: 'time' }, instant(u.at)), h('th', { scope: 'row' }, u.status), h('td', {}, u.text, ' ', d ? h('a', { href: `#decision-${d.number}` }, u.by) : h('small', {}, u.by)));
    }))))));
}

function buildNotes() {
  if (data.notes.length === 0) return;
  byId('notes').append(h('div', { class: 'bar' }, h('h2', { id: 'notes-title' }, 'What people did, and what went wrong')),
    h('table', { class: 'updates' }, h('tbody', {}, data.notes.map(n => h('tr', {},
      h('td', { class: 'time' }, instant(n.at)), h('th', { scope: 'row' }, words(n.what)), h('td', {}, [n.about, n.by && `by ${n.by}`, n.text].filter(x => x).join(' · ')))))));
}
