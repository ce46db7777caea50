// Lanes: each draws itself into an SVG, tells what stands at an instant, and finds the decision that was meant by a click.

const near = 9;
const laneText = (x, y, text, extra) => s('text', { x, y, class: `lane-text ${extra ?? ''}` }, text);

// A span within the view, at least as wide as can be seen.
function bar(from, until, width, y, height, properties) {
  const left = Math.max(xOf(from, width), 0), right = Math.min(xOf(until ?? whole.until, width), width);
  if (right < 0 || left > width) return null;
  return s('rect', { x: left, y, width: Math.max(right - left, 1.5), height, ...properties });
}

const standsAt = (span, at) => span.from <= at && at < (span.until ?? whole.until + 1);

// What is shown of several decisions that lie too close to be told apart.
const notable = ['denied', 'unverified', 'proposed', 'decided', 'withdrawn', 'observed', 'renewed', 'verified', 'released'];
const apart = 11;

// Marks of decisions; those that lie close together are one mark with a number.
function marks(decisions, width, y) {
  const clusters = [];
  for (const d of decisions) {
    if (d.at < view.from || d.at > view.until || !isShown(d)) continue;
    const x = xOf(d.at, width), last = clusters.at(-1);
    if (last && x - last.x < apart) last.decisions.push(d);
    else clusters.push({ x, decisions: [d] });
  }
  return clusters.map(({ x, decisions: close }, place) => {
    const outcome = notable.find(o => close.some(d => d.outcome === o)) ?? close[0].outcome;
    const chosen = close.some(d => d.number === chosenNumber) ? 'chosen' : '';
    const count = `${close.length}`, room = (clusters[place + 1]?.x ?? width) - x;
    return s('g', {}, mark(outcome, x, y, chosen), close.length > 1 && room > 12 + 7 * count.length && laneText(x + 7, y + 3.5, count, 'count'));
  });
}

function nearest(decisions, at, width) {
  const tolerance = near / width * (view.until - view.from);
  let best = null;
  for (const d of decisions) {
    const distance = Math.abs(d.at - at);
    if (distance <= tolerance && isShown(d) && (best === null || distance < Math.abs(best.at - at))) best = d;
  }
  return best;
}

const tellDecision = d => `${clockOf(d.at)} ${d.rule}: ${d.action} ${d.target}, ${words(d.outcome)}`;

function tellDecisions(decisions, at, width) {
  const tolerance = near / width * (view.until - view.from);
  const found = decisions.filter(d => isShown(d) && Math.abs(d.at - at) <= tolerance);
  return [...found.slice(0, 6).map(tellDecision), ...(found.length > 6 ? [`and ${found.length - 6} more`] : [])];
}

const allDecisionsLane = () => ({
  label: 'All decisions', height: 22, hint: plural(data.decisions.length, 'decision'),
  draw: width => marks(data.decisions, width, 11),
  tell: (at, width) => tellDecisions(data.decisions, at, width),
  pick: (at, width) => nearest(data.decisions, at, width),
});

function incidentLane(incident) {
  const steps = incident.updates.filter((u, i) => i === 0 || u.status !== incident.updates[i - 1].status);
  const parts = steps.map((u, i) => ({ status: u.status, from: i === 0 ? incident.opened : u.at, until: steps[i + 1]?.at ?? incident.resolved ?? undefined }))
    .filter(p => p.status !== 'postmortem' && p.status !== 'resolved');
  const decisions = data.decisions.filter(d => d.target === incident.target);
  return {
    label: incident.title, hint: dayOf(incident.opened).slice(5), title: incident.id, height: 24, target: incident.target,
    summary: `${incident.title}, ${incident.impact}: ${parts.map(p => `${p.status} from ${instant(p.from)}`).join(', ')}${incident.resolved ? `, resolved ${instant(incident.resolved)}` : ''}`,
    draw: width => [
      ...parts.map(p => bar(p.from, p.until, width, 5, 14, { class: `incident incident-${p.status} impact-${incident.impact}`, rx: 2 })),
      ...parts.map(p => {
        const left = Math.max(xOf(p.from, width), 0), right = Math.min(xOf(p.until ?? whole.until, width), width);
        return right - left > 78 && laneText(left + 6, 16, p.status, 'on-incident');
      }),
      ...incident.updates.map(u => s('path', { class: 'update', d: `M${xOf(u.at, width)},2v20` })),
    ],
    tell: at => parts.filter(p => standsAt(p, at)).map(p => `${incident.id}: ${p.status} since ${instant(p.from)}`),
    pick: (at, width) => nearest(decisions, at, width),
  };
}

function componentLane(component) {
  const parts = component.changes
    .map((c, i) => ({ status: c.status, from: c.at, until: component.changes[i + 1]?.at }))
    .filter(p => p.status);
  const bad = parts.filter(p => p.status !== 'operational');
  const decisions = data.decisions.filter(d => d.target === component.target);
  return {
    label: component.name, hint: component.cluster, height: 24, target: component.target,
    summary: `${component.name} on ${component.cluster}: ${bad.length === 0 ? 'operational all the time'
      : bad.slice(0, 12).map(p => `${spoken(p.status)} from ${instant(p.from)} ${p.until ? `to ${instant(p.until)}` : 'to the end'}`).join('; ')}`,
    draw: width => parts.map(p => {
      const height = Math.round(18 * (statusHeights[p.status] ?? 1));
      return bar(p.from, p.until, width, 21 - height, height, {
        class: 'band', fill: `url(#status-${p.status})`, 'data-status': p.status, 'data-from': p.from, 'data-until': p.until ?? '',
      });
    }),
    tell: at => parts.filter(p => standsAt(p, at)).map(p =>
      `${component.name} on ${component.cluster}: ${spoken(p.status)} since ${instant(p.from)}${p.until ? `, for ${lasting(p.until - p.from)}` : ''}`),
    pick: (at, width) => nearest(decisions, at, width) ?? decisions.findLast(d => d.at <= at && isShown(d)),
  };
}

function ruleLane(rule) {
  const decisions = data.decisions.filter(d => d.rule === rule.id);
  const matches = data.matches.filter(m => m.rule === rule.id);
  const waits = data.approvals.filter(a => a.rule === rule.id);
  if (decisions.length + matches.length === 0) return null;
  return {
    label: rule.id, title: rule.description, height: 20, rule: rule.id, isRule: true,
    summary: `${rule.id}: ${plural(matches.length, 'match').replace(/matchs$/, 'matches')}, ${plural(decisions.length, 'decision')}`,
    draw: width => [
      ...matches.map(m => bar(m.from, m.until, width, 5, 10, { class: 'match', rx: 3 })),
      ...waits.map(a => bar(a.from, a.until, width, 7, 6, { class: 'waiting' })),
      ...marks(decisions, width, 10),
    ],
    tell: (at, width) => [
      ...tellDecisions(decisions, at, width),
      ...matches.filter(m => standsAt(m, at)).slice(0, 4).map(m => `matches ${m.facts} since ${instant(m.from)}`),
      ...waits.filter(a => standsAt(a, at)).map(a => `${a.action} ${a.target} waits for an approval since ${instant(a.from)}`),
    ],
    pick: (at, width) => nearest(decisions, at, width),
  };
}

// Standing actions of one kind on one target are on one lane.
function termLanes() {
  const groups = new Map();
  for (const term of data.terms) {
    const key = `${term.action} ${term.target}`;
    groups.set(key, [...(groups.get(key) ?? []), term]);
  }
  return [...groups.values()].map(terms => ({
    label: `${terms[0].action} ${terms[0].target.replace(/^[^/]*\//, '')}`, title: terms[0].target, height: 18, target: terms[0].target, rules: terms.map(t => t.rule),
    summary: `${terms[0].action} ${terms[0].target}: ${terms.slice(0, 12).map(t => `in force from ${instant(t.from)} ${t.until ? `to ${instant(t.until)}` : 'to the end'}`).join('; ')}`,
    draw: width => terms.flatMap(t => [
      bar(t.from, t.until, width, 5, 8, { class: 'term', rx: 2 }),
      ...t.renewals.map(r => s('path', { class: 'renewal', d: `M${xOf(r.at, width)},2v14` })),
    ]),
    tell: at => terms.filter(t => standsAt(t, at)).map(t =>
      `${t.action} ${t.target}${t.details ? ` (${t.details})` : ''}: in force since ${instant(t.from)}, asked for by ${t.rule}${t.renewals.length > 0 ? `, renewed ${plural(t.renewals.length, 'time')}` : ''}`),
    pick: at => decisionByNumber.get(terms.findLast(t => t.from <= at)?.began) ?? null,
  }));
}
