/* The preview's own script: shows what is wrong, and brings a changed page back at the words that were being read. */
(function (d) {
'use strict';
var me = d.currentScript, own = me.getAttribute('data-version'), follow = me.hasAttribute('data-follow');
var KEY = 'duizhaoPlace', events = null, panel = null, shut = '';

function line() { return innerHeight * 0.3; }
function segment(id) {
  return d.querySelector('[data-segment="' + CSS.escape(id) + '"]');
}
/* the segment under the reading line: the last one that begins above it */
function reading() {
  var all = d.querySelectorAll('[data-segment]'), best = null, top = -Infinity, i, box;
  for (i = 0; i < all.length; i++) {
    box = all[i].getBoundingClientRect();
    if (box.height && box.top <= line() && box.top > top) { best = all[i]; top = box.top; }
  }
  return best && { segment: best.getAttribute('data-segment'), offset: top };
}
function keep(place) {
  try { sessionStorage.setItem(KEY, JSON.stringify({ path: location.pathname, place: place, y: scrollY })); } catch (e) { /* no storage: the browser's own memory must do */ }
}
function restore() {
  var kept = null, node, go, again = 0;
  try { kept = JSON.parse(sessionStorage.getItem(KEY)); sessionStorage.removeItem(KEY); } catch (e) { /* as above */ }
  if (!kept || kept.path !== location.pathname) return;
  go = function () {
    node = kept.place && segment(kept.place.segment);
    if (node) scrollTo({ top: Math.round(scrollY + node.getBoundingClientRect().top - kept.place.offset), behavior: 'instant' });
    else scrollTo({ top: kept.y, behavior: 'instant' });
  };
  if ('scrollRestoration' in history) history.scrollRestoration = 'manual';
  go();
  requestAnimationFrame(function next() { go(); if (++again < 3) requestAnimationFrame(next); });
  addEventListener('load', function () { go(); history.scrollRestoration = 'auto'; });
  node = kept.place && kept.place.edited && segment(kept.place.segment);
  if (node) node.setAttribute('data-duizhao-edited', '');
}
function again(edited) {
  var shown = edited && d.querySelector('[data-document="' + CSS.escape(edited.document) + '"]');
  if (follow && edited) {
    if (shown && segment(edited.segment)) keep({ segment: edited.segment, offset: line(), edited: true });
    else { location.href = '/' + edited.folder + '/#' + edited.segment; return; }
  } else keep(reading());
  if ('scrollRestoration' in history) history.scrollRestoration = 'manual';
  location.reload();
}

function add(parent, name, kind, text) {
  var node = d.createElement(name);
  if (kind) node.className = kind;
  if (text !== undefined) node.textContent = text;
  parent.appendChild(node);
  return node;
}
/* characters that are two columns wide */
var WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
function cells(parent, characters, kind) {
  var holder = add(parent, 'span', kind), run = '';
  characters.forEach(function (c) {
    if (!WIDE.test(c)) { run += c; return; }
    if (run) { add(holder, 'span', '', run); run = ''; }
    add(holder, 'span', 'wide', c);
  });
  if (run) add(holder, 'span', '', run);
  return holder;
}
function columns(characters) {
  return characters.reduce(function (sum, c) { return sum + (WIDE.test(c) ? 2 : 1); }, 0);
}
function source(parent, place, note, kind) {
  add(parent, 'p', 'at', place.file + ':' + place.line + ':' + place.column);
  var all = Array.from(place.source.replace(/\t/g, ' ')), start = place.column - 1;
  var end = place.end_line === place.line ? Math.max(place.end_column - 1, start + 1) : all.length;
  var block = add(parent, 'pre'), text = add(block, 'code');
  cells(text, all.slice(0, start), '');
  var mark = cells(text, all.slice(start, end), 'mark');
  cells(text, all.slice(end), '');
  add(block, 'span', 'caret', '\n' + ' '.repeat(columns(all.slice(0, start))) +
    kind.repeat(Math.max(columns(all.slice(start, end)), 1)) + (note ? ' ' + note : ''));
  requestAnimationFrame(function () { block.scrollLeft = Math.max(0, mark.offsetLeft - 120); });
}
function problem(parent, p) {
  var item = add(parent, 'section', p.severity), head = add(item, 'h3');
  add(head, 'b', '', p.severity + '[' + p.code + ']');
  add(head, 'span', '', ': ' + p.message);
  if (p.file) source(item, p, p.label, '^');
  (p.related || []).forEach(function (r) { source(item, r, r.message, '-'); });
  (p.hints || []).forEach(function (h) { add(item, 'p', 'hint', 'hint: ' + h); });
}
function clear() { if (panel) { panel.remove(); panel = null; } }
function show(state) {
  var text = JSON.stringify(state.problems);
  if (panel && panel.told === text || shut === text) return;
  clear();
  if (!state.problems.length) { shut = ''; return; }
  panel = add(d.body, 'div');
  panel.id = 'duizhao-overlay';
  panel.told = text;
  panel.setAttribute('role', 'alert');
  panel.setAttribute('lang', 'en');
  panel.setAttribute('data-apparatus', '');
  var head = add(panel, 'header'), n = state.problems.length + state.more;
  add(head, 'h2', '', n === 1 ? '1 problem' : n + ' problems');
  add(head, 'p', '', 'The page below is the last that could be made.');
  var close = add(head, 'button', '', '\u00d7');
  close.type = 'button';
  close.setAttribute('aria-label', 'close');
  close.onclick = function () { shut = text; clear(); };
  state.problems.forEach(function (p) { problem(panel, p); });
  if (state.more) add(panel, 'p', '', 'and ' + state.more + ' more, in the terminal');
}
d.addEventListener('keydown', function (e) {
  if (e.key === 'Escape' && panel) { shut = panel.told; clear(); }
});

function listen() {
  if (events || d.hidden) return;
  events = new EventSource('/_duizhao/events');
  events.addEventListener('state', function (e) {
    var state = JSON.parse(e.data);
    if (state.version !== own) again(state.edited);
    else show(state);
  });
}
/* a browser keeps few connections to one host: pages that nobody sees do not listen */
d.addEventListener('visibilitychange', function () {
  if (d.hidden) { if (events) events.close(); events = null; } else listen();
});
restore();
listen();
})(document);
