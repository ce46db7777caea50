// Elements are made one by one and texts are set as texts: nothing that was observed is ever read as HTML.

const svgNamespace = 'http://www.w3.org/2000/svg';

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== undefined && child !== null && child !== false));
  return element;
}

const h = (name, properties, ...children) => fill(document.createElement(name), properties, children);
const s = (name, properties, ...children) => fill(document.createElementNS(svgNamespace, name), properties, children);
const byId = id => document.getElementById(id);

// Shapes differ, so that nobody has to tell colours apart. Each is drawn around 0,0.
const markShapes = {
  decided: 'M-5,0A5,5 0 1 1 5,0A5,5 0 1 1 -5,0Z',
  renewed: 'M0,-6L6,0L0,6L-6,0Z',
  released: 'M-4.5,0A4.5,4.5 0 1 1 4.5,0A4.5,4.5 0 1 1 -4.5,0Z',
  proposed: 'M0,-6L6,0L0,6L-6,0Z',
  denied: 'M-4.5,-4.5L4.5,4.5M4.5,-4.5L-4.5,4.5',
  withdrawn: 'M-4.5,-4.5H4.5V4.5H-4.5Z',
  observed: 'M0,-5.5L5.5,4.5H-5.5Z',
  verified: 'M0,-5.5L5.5,4.5H-5.5Z',
  unverified: 'M-4.5,-4.5H4.5V4.5H-4.5Z',
};

const mark = (outcome, x, y, extra = '') =>
  s('path', { class: `mark mark-${outcome} ${extra}`, d: markShapes[outcome] ?? markShapes.decided, transform: `translate(${x},${y})` });

const markIcon = outcome => s('svg', { class: 'icon', viewBox: '-8 -8 16 16', 'aria-hidden': 'true' }, mark(outcome, 0, 0));

const badge = outcome => h('span', { class: `badge outcome-${outcome}` }, markIcon(outcome), words(outcome));

// Signs of the statuses that can be told apart in black and white too.
function patterns() {
  const pattern = (status, size, ...shapes) =>
    s('pattern', { id: `status-${status}`, width: size, height: size, patternUnits: 'userSpaceOnUse' },
      s('rect', { width: size, height: size, class: `status-${status}` }), shapes);
  const line = (d, width) => s('path', { d, class: 'hatch', 'stroke-width': width });
  return s('svg', { class: 'patterns', 'aria-hidden': 'true', width: 0, height: 0 }, s('defs', {},
    pattern('operational', 4),
    pattern('degraded_performance', 8, line('M-2,2L2,-2M0,8L8,0M6,10L10,6', 1)),
    pattern('partial_outage', 5, line('M-1,1L1,-1M0,5L5,0M4,6L6,4', 1.4)),
    pattern('major_outage', 4),
    pattern('under_maintenance', 6, s('circle', { cx: 3, cy: 3, r: 1.2, class: 'dot' })),
    pattern('suspended', 5, line('M2.5,0V5', 1.4))));
}
