// The board: all lanes over one axis, with a cursor that tells what stood at an instant.

const groups = [];
let lanes = [];
let boardWidth = 800;
let cursorAt = null;

function makeGroups() {
  groups.push(
    { title: 'Decisions', lanes: [allDecisionsLane()] },
    { title: 'Incidents', lanes: data.incidents.map(incidentLane) },
    { title: 'Components', lanes: data.components.map(componentLane), legend: statusLegend },
    { title: 'Numbers and thresholds', lanes: data.charts.map(chartLane) },
    { title: 'Rules: matches and decisions', lanes: data.rules.map(ruleLane).filter(lane => lane), legend: outcomeLegend },
    { title: 'In force', lanes: termLanes() });
  lanes = groups.flatMap(group => group.lanes);
}

const statusLegend = () => Object.keys(statusHeights).filter(status => data.components.some(c => c.changes.some(x => x.status === status))).map(status =>
  h('span', { class: 'key' }, s('svg', { class: 'status-key', viewBox: '0 0 18 14', 'aria-hidden': 'true' },
    s('rect', { x: 0, y: 14 - 14 * statusHeights[status], width: 18, height: 14 * statusHeights[status], fill: `url(#status-${status})` })), spoken(status)));

const outcomeLegend = () => [
  ...Object.keys(outcomes).filter(outcome => data.decisions.some(d => d.outcome === outcome)).map(outcome => h('span', { class: 'key' }, markIcon(outcome), words(outcome))),
  h('span', { class: 'key' }, h('span', { class: 'match-key' }), 'a match stands'),
];

function buildBoard() {
  makeGroups();
  const board = byId('board');
  const tool = (label, title, act) => h('button', { type: 'button', title, 'aria-label': title, onclick: act }, label);
  board.append(
    h('div', { class: 'bar' },
      h('h2', { id: 'board-title' }, 'What happened'),
      h('output', { id: 'range', 'aria-live': 'polite' }),
      h('div', { class: 'tools', role: 'group', 'aria-label': 'Time shown' },
        tool('◀', 'Earlier', () => pan(-0.5)), tool('▶', 'Later', () => pan(0.5)),
        tool('+', 'Closer', () => zoom(0.5)), tool('−', 'Wider', () => zoom(2)), tool('All', 'All of it', () => show(whole.from, whole.until)))),
    h('div', { class: 'lanes', id: 'lanes', tabindex: 0, role: 'group', 'aria-label': 'Lanes over time. Arrow keys move, plus and minus zoom, 0 shows all of it. Every decision is in the list below as well.', onkeydown: boardKey },
      h('div', { class: 'lane axis-lane' }, h('div', { class: 'label' }, h('span', { class: 'zone' }, data.zone)), h('div', { class: 'plot' }, s('svg', { id: 'axis', 'aria-hidden': 'true' }))),
      groups.filter(group => group.lanes.length > 0).map(buildGroup),
      h('div', { id: 'cursor', 'aria-hidden': 'true' }), h('div', { id: 'chosen-line', 'aria-hidden': 'true' }), h('div', { id: 'drag', 'aria-hidden': 'true', hidden: true })),
    h('div', { id: 'tip', 'aria-hidden': 'true', hidden: true }));
  followPointer(byId('lanes'));
  viewListeners.push(drawBoard);
  new ResizeObserver(measure).observe(byId('axis').parentElement);
  measure();
}

function buildGroup(group, place) {
  const id = `group-${place}`;
  const toggle = event => {
    const open = event.currentTarget.getAttribute('aria-expanded') !== 'true';
    event.currentTarget.setAttribute('aria-expanded', open);
    byId(id).hidden = !open;
  };
  return [
    h('div', { class: 'group' }, h('h3', {}, h('button', { type: 'button', 'aria-expanded': 'true', 'aria-controls': id, onclick: toggle }, group.title)), h('div', { class: 'keys' }, group.legend?.())),
    h('div', { id }, group.lanes.map(lane => {
      lane.svg = s('svg', { role: 'img', 'aria-label': lane.summary ?? lane.label, height: lane.height });
      lane.row = h('div', { class: `lane ${lane.isChart ? 'chart' : ''}` },
        h('div', { class: 'label', title: lane.title ? `${lane.label}: ${lane.title}` : lane.label }, h('span', { class: 'name' }, lane.label), lane.hint && h('small', {}, lane.hint), lane.legend),
        h('div', { class: 'plot' }, lane.svg));
      lane.row.lane = lane;
      return lane.row;
    })),
  ];
}

function measure() {
  const width = Math.floor(byId('axis').getBoundingClientRect().width);
  if (width <= 0 || width === boardWidth) return;
  boardWidth = width;
  // A chart is as high as what stands beside it, within bounds.
  for (const lane of lanes.filter(l => l.isChart)) {
    const beside = lane.row.offsetHeight > 0 && lane.row.firstChild.offsetWidth < lane.row.offsetWidth / 2;
    lane.height = beside ? Math.min(Math.max(lane.row.firstChild.offsetHeight, lowestChart), highestChart) : lowestChart;
    lane.svg.setAttribute('height', lane.height);
  }
  drawBoard();
}

// Lanes that the filters leave out are not shown.
function isLaneShown(lane) {
  if (lane.isRule && Object.values(filters).some(value => value)) return data.decisions.some(d => d.rule === lane.rule && isShown(d));
  if (filters.rule && lane.rules && !lane.rules.includes(filters.rule)) return false;
  if (filters.component && lane.target?.startsWith('component/') && lane.target !== filters.component) return false;
  return true;
}

function drawBoard() {
  const lines = ticks(boardWidth);
  byId('axis').replaceChildren(...lines.map(t => s('g', {}, s('path', { class: 'tick', d: `M${xOf(t.at, boardWidth)},20v8` }), xOf(t.at, boardWidth) < boardWidth - 40 && laneText(xOf(t.at, boardWidth) + 4, 24, t.label))));
  for (const lane of lanes) {
    lane.row.hidden = !isLaneShown(lane);
    const grid = s('path', { class: 'grid-time', d: lines.map(t => `M${xOf(t.at, boardWidth).toFixed(1)},0v${lane.height}`).join('') });
    lane.svg.replaceChildren(grid, ...lane.draw(boardWidth, lane.height).filter(part => part));
  }
  byId('range').textContent = `${instant(view.from)} to ${instant(view.until)} (${lasting(view.until - view.from)})`;
  const chosen = decisionByNumber.get(chosenNumber);
  placeLine('chosen-line', chosen?.at);
  placeLine('cursor', cursorAt);
}

function placeLine(id, at) {
  const line = byId(id);
  const x = at === null || at === undefined ? -1 : xOf(at, boardWidth);
  line.hidden = x < 0 || x > boardWidth;
  line.style.left = `${byId('axis').parentElement.offsetLeft + x}px`;
}

function boardKey(event) {
  if (event.target.closest('button')) return;
  const act = {
    ArrowLeft: () => pan(-0.2), ArrowRight: () => pan(0.2), '+': () => zoom(0.5), '=': () => zoom(0.5), '-': () => zoom(2),
    0: () => show(whole.from, whole.until), Home: () => show(whole.from, whole.from + view.until - view.from), End: () => show(whole.until - (view.until - view.from), whole.until),
  }[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
}

// Pointing tells, a click chooses a decision, dragging zooms, a double click shows all of it.
function followPointer(element) {
  let began = null;
  const xIn = event => event.clientX - byId('axis').getBoundingClientRect().left;
  const laneAt = event => event.target.closest('.lane')?.lane;
  element.addEventListener('pointermove', event => {
    const x = xIn(event);
    if (x < 0 || x > boardWidth) return leave();
    cursorAt = atX(x, boardWidth);
    placeLine('cursor', cursorAt);
    if (began !== null) drawDrag(began, x);
    tell(event, laneAt(event));
  });
  element.addEventListener('pointerleave', leave);
  element.addEventListener('pointerdown', event => {
    if (event.button === 0 && event.pointerType !== 'touch' && xIn(event) >= 0 && !event.target.closest('button')) began = xIn(event);
  });
  window.addEventListener('pointerup', event => {
    const x = Math.min(Math.max(xIn(event), 0), boardWidth);
    if (began !== null && Math.abs(x - began) > 6) {
      justDragged = true;
      show(atX(Math.min(x, began), boardWidth), atX(Math.max(x, began), boardWidth));
    }
    began = null;
    byId('drag').hidden = true;
  });
  element.addEventListener('click', event => {
    const lane = laneAt(event);
    if (justDragged) { justDragged = false; return; }
    if (!lane || xIn(event) < 0) return;
    const decision = lane.pick(atX(xIn(event), boardWidth), boardWidth);
    if (decision) location.hash = `decision-${decision.number}`;
  });
  element.addEventListener('dblclick', event => { if (xIn(event) >= 0) show(whole.from, whole.until); });
}

let justDragged = false;

function leave() {
  cursorAt = null;
  placeLine('cursor', null);
  byId('tip').hidden = true;
}

function drawDrag(from, to) {
  const drag = byId('drag');
  drag.hidden = Math.abs(to - from) <= 6;
  drag.style.left = `${byId('axis').parentElement.offsetLeft + Math.min(from, to)}px`;
  drag.style.width = `${Math.abs(to - from)}px`;
}

function tell(event, lane) {
  const tip = byId('tip');
  const lines = lane?.tell(cursorAt, boardWidth) ?? [];
  tip.hidden = false;
  tip.replaceChildren(h('b', {}, instant(cursorAt)), ...lines.map(line => h('div', {}, line)));
  const left = event.clientX + 16 + tip.offsetWidth > window.innerWidth ? event.clientX - 16 - tip.offsetWidth : event.clientX + 16;
  tip.style.left = `${Math.max(left, 4)}px`;
  tip.style.top = `${Math.min(event.clientY + 14, window.innerHeight - tip.offsetHeight - 4)}px`;
}
