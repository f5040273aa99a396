/* The preview's aids for editors: marks where each reading stands and what `check` finds in it, and goes from one to the next. */
(function (d) {
'use strict';
var own = d.currentScript.getAttribute('data-version'), KEY = 'duizhaoAids';
var STATES = {
  'needs-translation': ['\u2205', 'needs translation'],
  'needs-review': ['?', 'needs review'],
  stale: ['\u21bb', 'stale'],
  checked: ['\u2713', 'checked']
};
var MORE = { stale: 'The source has changed since this was checked.' };
var marks = [], kinds = {}, kept = recall(), bar, said, current = -1;

function recall() {
  try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch (e) { return {}; }
}
function remember() {
  try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch (e) { /* no storage: it is asked again */ }
}
function isOff(kind) { return (kept.off || []).indexOf(kind) >= 0; }
function add(parent, name, kind, text) {
  var node = d.createElement(name);
  if (kind) node.className = kind;
  if (text !== undefined) node.textContent = text;
  parent.appendChild(node);
  return node;
}

/* readings by document, segment and witness */
function readings() {
  var found = {};
  d.querySelectorAll('[data-witness]').forEach(function (node) {
    var home = node.closest('[data-document]'), segment = node.closest('[data-segment]');
    if (!home || !segment) return;
    var id = home.getAttribute('data-document');
    found[id] = found[id] || {};
    var key = segment.getAttribute('data-segment') + ' ' + node.getAttribute('data-witness');
    (found[id][key] = found[id][key] || []).push(node);
  });
  return found;
}
/* the words of a reading from one letter to another, without signs that are no letters of it */
function words(node, at) {
  var walker = d.createTreeWalker(node, NodeFilter.SHOW_TEXT, function (text) {
    var sign = text.parentElement.closest('[data-apparatus]');
    return sign && node.contains(sign) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
  });
  var range = d.createRange(), seen = 0, text, length, open = false;
  while ((text = walker.nextNode())) {
    length = text.data.length;
    if (!open && at[0] < seen + length) { range.setStart(text, at[0] - seen); open = true; }
    if (open && at[1] <= seen + length) { range.setEnd(text, at[1] - seen); return range; }
    seen += length;
  }
  return null;
}
function mark(node, kind, look, sign, message, hints) {
  var at = add(node, look === 'warning' || look === 'note' ? 'button' : 'span', 'duizhao-aid ' + look, sign);
  var label = message + (hints.length ? ' (' + hints.join('; ') + ')' : '');
  at.setAttribute('data-apparatus', '');
  at.setAttribute('lang', 'en');
  at.setAttribute('aria-label', label);
  at.title = label;
  if (at.type) at.type = 'button';
  else { at.setAttribute('role', 'img'); at.tabIndex = -1; }
  var one = { node: at, kind: kind, look: look, message: message, hints: hints, reading: node };
  at.onfocus = at.onclick = function (e) {
    current = marks.indexOf(one);
    tell(one);
    if (e.type === 'click' && isClosed()) toggle();
  };
  marks.push(one);
  kinds[kind] = (kinds[kind] || 0) + 1;
  return one;
}
function place(reading, node) {
  var state = STATES[reading.state], by = [reading.method, reading.confidence].filter(Boolean).join(' ');
  if (state) mark(node, reading.state, reading.state, state[0], state[1] + (by ? ': ' + by : ''), MORE[reading.state] ? [MORE[reading.state]] : []);
  reading.findings.forEach(function (finding) {
    var one = mark(node, finding.code, finding.severity, finding.severity === 'note' ? 'i' : '!',
      finding.severity + '[' + finding.code + ']: ' + finding.message, finding.hints);
    if (finding.at) one.words = words(node, finding.at);
  });
}
/* what is painted follows what is switched on; the text itself is not touched */
function paint() {
  marks.forEach(function (one) { one.node.hidden = isOff(one.kind); });
  if (!window.Highlight || !CSS.highlights) return;
  ['warning', 'note'].forEach(function (look) {
    var ranges = marks.filter(function (one) { return one.words && one.look === look && !isOff(one.kind); });
    CSS.highlights.set('duizhao-' + look, new Highlight(...ranges.map(function (one) { return one.words; })));
  });
}
function tell(one) {
  said.textContent = '';
  add(said, 'b', '', one.message);
  one.hints.forEach(function (hint) { add(said, 'span', '', hint); });
}
function isTodo(one) { return one.look !== 'checked' && !one.node.hidden && one.node.getClientRects().length; }
function go() {
  var i, at, from = current;
  if (from < 0) {
    from = marks.findIndex(function (one) { return isTodo(one) && one.node.getBoundingClientRect().top > 0; }) - 1;
    if (from < -1) from = -1;
  }
  for (i = 1; i <= marks.length; i++) {
    at = marks[(from + i + marks.length) % marks.length];
    if (!isTodo(at) || (current >= 0 && at.reading === marks[current].reading)) continue;
    at.node.scrollIntoView({ block: 'center' });
    at.node.focus({ preventScroll: true });
    return;
  }
}
function toggle() {
  kept.closed = !isClosed();
  remember();
  show();
}
/* on a phone the bar is closed until it is opened */
function isClosed() { return kept.closed === undefined ? innerWidth < 700 : kept.closed; }
function show() {
  bar.classList.toggle('closed', isClosed());
  d.documentElement.style.scrollPaddingBottom = bar.offsetHeight + 24 + 'px';
  bar.firstChild.setAttribute('aria-expanded', String(!isClosed()));
}
function choose(kind, parent) {
  var label = add(parent, 'label'), box = add(label, 'input');
  box.type = 'checkbox';
  box.checked = !isOff(kind);
  add(label, 'span', '', (STATES[kind] ? STATES[kind][1] : kind) + ' ');
  add(label, 'b', '', String(kinds[kind]));
  box.onchange = function () {
    kept.off = (kept.off || []).filter(function (other) { return other !== kind; });
    if (!box.checked) kept.off.push(kind);
    remember();
    paint();
  };
}
function build() {
  var names = Object.keys(STATES).filter(function (kind) { return kinds[kind]; });
  names = names.concat(Object.keys(kinds).filter(function (kind) { return !STATES[kind]; }).sort());
  bar = add(d.body, 'aside');
  bar.id = 'duizhao-aids';
  bar.setAttribute('data-apparatus', '');
  bar.setAttribute('lang', 'en');
  bar.setAttribute('aria-label', 'review');
  var open = add(bar, 'button', 'open', 'Review'), inside = add(bar, 'div', 'inside'), next;
  open.type = 'button';
  open.onclick = toggle;
  open.setAttribute('aria-controls', inside.id = 'duizhao-aids-inside');
  next = add(bar, 'button', 'next', 'Next \u2193');
  next.type = 'button';
  next.onclick = go;
  said = add(inside, 'p', 'said');
  said.setAttribute('aria-live', 'polite');
  names.forEach(function (kind) { choose(kind, inside); });
  show();
}
/* marks take room: what was being read stays where it was */
function still(change) {
  var root = d.documentElement, all = d.querySelectorAll('[data-segment]'), i, top, anchor = null;
  for (i = 0; i < all.length && !anchor; i++) if (all[i].getBoundingClientRect().top > 0) anchor = all[i];
  if (!anchor || !scrollY) { change(); return; }
  top = anchor.getBoundingClientRect().top;
  root.style.overflowAnchor = 'none';
  change();
  scrollBy({ top: anchor.getBoundingClientRect().top - top, behavior: 'instant' });
  requestAnimationFrame(function () { root.style.overflowAnchor = ''; });
}
var here = readings();
Promise.all(Object.keys(here).map(function (id) {
  return fetch('/_duizhao/aids/' + encodeURIComponent(id) + '.json').then(function (answer) { return answer.ok ? answer.json() : null; });
})).then(function (all) {
  /* another version than this page's: the page is about to be loaded anew */
  all = all.filter(function (aids) { return aids && aids.version === own; });
  still(function () {
    all.forEach(function (aids) {
      aids.readings.forEach(function (reading) {
        var nodes = here[aids.document][reading.segment + ' ' + reading.witness] || [];
        nodes.forEach(function (node) { place(reading, node); });
      });
    });
    marks.sort(function (a, b) { return a.node.compareDocumentPosition(b.node) & 4 ? -1 : 1; });
    if (marks.length) { build(); paint(); }
  });
}).catch(function () { /* the preview has ended */ });
})(document);
