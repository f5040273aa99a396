/* The search page: what is typed is asked, and the answer is shown as aligned rows. The address says what
   was asked (?q=…&d=document&w=witness or language), so that a result can be sent on. */
(function (doc, root) {
  'use strict';
  var form = doc.querySelector('.sf'), field = doc.getElementById('q'), count = doc.getElementById('count');
  var found = doc.getElementById('found'), narrow = doc.getElementById('narrow'), state, asked = 0, timer;
  if (!form || !root.DuizhaoSearch) return;
  var home = found.getAttribute('data-root'), version = form.getAttribute('data-version');

  var engine = new root.DuizhaoSearch(function (name, done) {
    var s = doc.createElement('script');
    s.src = form.getAttribute('data-index') + name + '.js?v=' + version;
    s.onload = done;
    s.onerror = function () { engine.failed = true; done(); };
    doc.head.appendChild(s);
  });
  root.dzSearch = function (name, data) { engine.register(name, data); };

  /* ---- small parts ---- */
  function el(tag, attributes, children) {
    var e = doc.createElement(tag), k;
    for (k in attributes) if (attributes[k] != null && attributes[k] !== false) e.setAttribute(k, attributes[k]);
    (children || []).forEach(function (c) { if (c != null) e.appendChild(typeof c === 'string' ? doc.createTextNode(c) : c); });
    return e;
  }
  function words(key, values) {
    var t = doc.getElementById('w-' + key), out = doc.importNode(t.content || t, true), k;
    [].forEach.call(out.querySelectorAll('span'), function (s) {
      for (k in values) s.textContent = s.textContent.replace('{' + k + '}', values[k]);
    });
    return out;
  }
  /* as numbers are written in tables: 12 345 */
  function figure(n) { return String(n).replace(/\B(?=(\d{3})+$)/g, '\u2009'); }
  function inLanguages(list) {
    var out = doc.createDocumentFragment();
    (list || []).forEach(function (p, n) {
      if (n) out.appendChild(doc.createTextNode(' '));
      out.appendChild(el('span', { 'class': list.length > 1 ? 'ui' : null, lang: p[0] }, [p[1]]));
    });
    return out;
  }
  function marked(text, ranges) {
    var out = doc.createDocumentFragment(), at = 0;
    (ranges || []).forEach(function (r) {
      out.appendChild(doc.createTextNode(text.slice(at, r[0])));
      out.appendChild(el('mark', { 'class': 'hit' }, [text.slice(r[0], r[1])]));
      at = r[1];
    });
    out.appendChild(doc.createTextNode(text.slice(at)));
    return out;
  }
  function address(changes) {
    var parts = [], k, now = { q: state.q, d: state.d, w: state.w };
    for (k in changes) now[k] = changes[k];
    for (k in now) if (now[k]) parts.push(k + '=' + encodeURIComponent(now[k]).replace(/%20/g, '+'));
    return 'index.html' + (parts.length ? '?' + parts.join('&') : '');
  }
  function fromAddress() {
    var out = { q: '', d: '', w: '' };
    root.location.search.slice(1).split('&').forEach(function (p) {
      var cut = p.indexOf('='), k = p.slice(0, cut);
      if (k in out) try { out[k] = decodeURIComponent(p.slice(cut + 1).replace(/\+/g, ' ')); } catch (e) { /* not ours */ }
    });
    return out;
  }

  /* ---- asking ---- */
  function ask(done) {
    var turn = ++asked, q = state.q.trim(), late;
    if (!q) { clear(); count.textContent = ''; return; }
    late = root.setTimeout(function () { if (turn === asked) say('loading'); }, 400);
    engine.open(function (failed) {
      var filter = { w: state.w };
      if (failed) { root.clearTimeout(late); return say('failed'); }
      find(state.d, function (book) {
        if (book != null) filter.book = book;
        engine.search(q, filter, function (result) {
          root.clearTimeout(late);
          if (turn !== asked) return;
          show(result, filter, turn, done);
        });
      });
    });
  }
  /* the number of a document by its id: it stands in the address, so the names are looked through */
  function find(id, done) {
    var per = engine.top.names, last = engine.books.length, at = 0;
    if (!id) return done(null);
    (function next() {
      if (at >= last) return done(null);
      var some = [], n;
      for (n = at; n < Math.min(last, at + per); n++) some.push(n);
      engine.names(some, function (names) {
        for (n = 0; n < names.length; n++) if (names[n].id === id) return done(some[n]);
        at += per;
        next();
      });
    })();
  }
  function say(key, values) { count.textContent = ''; count.appendChild(words(key, values)); }
  function clear() { found.textContent = ''; narrow.textContent = ''; narrow.hidden = true; }

  /* ---- the answer ---- */
  function show(result, filter, turn) {
    clear();
    if (!result) { count.textContent = ''; return; }
    var matter = state.d || state.w ? [] : result.matter, total = result.rows;
    if (!total && !matter.length) say('none', { q: state.q });
    else say(total === 1 ? 'row' : 'rows', { n: figure(total) });
    matter.forEach(function (m) {
      [' · ', words(m.kind), ' ' + figure(m.rows)].forEach(function (c) { count.appendChild(typeof c === 'string' ? doc.createTextNode(c) : c); });
    });
    var last = result.chunks[result.chunks.length - 1];
    if (total && last.star && !/\*\s*$/.test(state.q)) { count.appendChild(doc.createTextNode(' ')); count.appendChild(words('begins', { q: last.text })); }
    filters(result);
    var top = el('div', { 'class': 'matter' }), rest = el('div', { 'class': 'rows' });
    found.appendChild(top);
    found.appendChild(rest);
    (function next(n) {
      if (n >= matter.length) return pages();
      var m = matter[n], box = el('section', { 'class': 'm m-' + m.kind }, [el('h2', {}, [words(m.kind), ' ', el('span', { 'class': 'n' }, [figure(m.rows)])]), el('ul', {})]);
      top.appendChild(box);
      some(result, m, box, null, turn, function () { next(n + 1); });
    })(0);
    function pages() {
      var books = result.books.filter(function (b) { return filter.book == null || b.book === filter.book; });
      page(result, books, rest, null, turn);
    }
  }
  /* terms, targets, notes: a few, the others when asked for */
  function some(result, m, box, cursor, turn, done) {
    engine.rows(result, [m.book], cursor, cursor ? 50 : m.kind === 'terms' ? 4 : m.kind === 'targets' ? 3 : 2, function (rows, next) {
      if (turn !== asked) return;
      rows.forEach(function (r) { box.querySelector('ul').appendChild(entry(result, m, r)); });
      if (next) more(box, 'more-of', function () { some(result, m, box, next, turn); });
      if (done) done();
    });
  }
  function entry(result, m, r) {
    var row = engine.row(r.book, r.segment) || ['#'], facts = engine.books[r.book].witnesses, a = el('a', { href: home + row[0] });
    facts.forEach(function (w, n) {
      var text = row[n + 1], ranges, line;
      if (!text) return;
      ranges = engine.marks(text, engine.spaced(r.book, n), result.chunks);
      if (m.kind === 'notes') {
        if (!ranges) return;
        line = excerpt(text, ranges);
      } else line = w[0] === 'said' || m.kind === 'terms' && !ranges ? marked(text.split('\n')[0], null) : m.kind === 'terms' ? hitLine(text, ranges) : marked(text, ranges);
      a.appendChild(el('span', { 'class': 'e' + (w[0] === 'said' ? ' py' : ''), lang: w[0] === 'said' ? 'zh-Latn' : w[1] }, [line]));
    });
    return el('li', {}, [a]);
  }
  /* of the forms of a term, each on its line, the first one that was found */
  function hitLine(text, ranges) {
    var from = text.lastIndexOf('\n', ranges[0][0]) + 1, to = (text + '\n').indexOf('\n', from);
    return marked(text.slice(from, to), ranges.filter(function (r) { return r[0] >= from && r[1] <= to; }).map(function (r) { return [r[0] - from, r[1] - from]; }));
  }
  /* of a long text what stands around its first hit */
  function excerpt(text, ranges) {
    var from = ranges ? Math.max(0, ranges[0][0] - 40) : 0, to = Math.min(text.length, from + 130), out = doc.createDocumentFragment();
    while (from > 0 && /[0-9A-Za-z]/.test(text.charAt(from - 1))) from--;
    if (from) out.appendChild(doc.createTextNode('… '));
    out.appendChild(marked(text.slice(from, to), (ranges || []).filter(function (r) { return r[1] <= to; }).map(function (r) { return [r[0] - from, r[1] - from]; })));
    if (to < text.length) out.appendChild(doc.createTextNode(' …'));
    return out;
  }
  function more(box, key, act) {
    var b = el('button', { type: 'button', 'class': 'more' }, [words(key)]);
    b.addEventListener('click', function () {
      var last = box.querySelectorAll('a');
      last = last[last.length - 1];
      box.removeChild(b);
      if (last) last.focus();
      act();
    });
    box.appendChild(b);
  }
  function page(result, books, box, cursor, turn) {
    var numbers = books.map(function (b) { return b.book; });
    engine.rows(result, numbers, cursor, 50, function (rows, next) {
      engine.names(rows.map(function (r) { return r.book; }), function (names) {
        if (turn !== asked) return;
        rows.forEach(function (r, n) {
          var facts = books[numbers.indexOf(r.book)], id = names[n].id, group = box.lastElementChild;
          if (!group || group.getAttribute('data-document') !== id) {
            group = el('section', { 'data-document': id }, [el('h2', {}, [inLanguages(names[n].title), ' ', el('span', { 'class': 'n' }, [figure(facts.rows)])])]);
            box.appendChild(group);
          }
          group.appendChild(line(result, r, names[n]));
        });
        if (next) more(box, 'more', function () { page(result, books, box, next, turn); });
      });
    });
  }
  /* a row: the witnesses that are shown by default and those that have the hit */
  function line(result, r, names) {
    var row = engine.row(r.book, r.segment) || ['?'], facts = engine.books[r.book].witnesses, cells = el('div', { 'class': 'cs' }), printed = [], chosen = [], hidden = false;
    facts.forEach(function (w, n) {
      var text = row[n + 1], ranges = text && engine.marks(text, engine.spaced(r.book, n), result.chunks);
      if (ranges) ranges.forEach(function (x) { var p = text.slice(x[0], x[1]); if (printed.indexOf(p) < 0) printed.push(p); });
      if (ranges && !w[2]) hidden = true;
      if (w[2] || ranges) chosen.push(w[0]);
      if (!text || !w[2] && !ranges) return;
      cells.appendChild(el('p', { 'class': 'c', lang: w[1], 'data-witness': w[0], 'data-segment': row[0] }, [marked(text, ranges), facts.length > 2 || hidden ? el('span', { 'class': 'by', 'data-apparatus': '' }, [inLanguages(names.names[n])]) : null]));
    });
    var query = printed.slice(0, 6).map(function (p) { return 'q=' + encodeURIComponent(p); });
    if (hidden) query.push('w=' + chosen.join(','));
    /* a divided document has several pages: the last one that begins no later */
    var page = (names.parts || []).reduce(function (url, p) { return p[0] <= r.segment ? p[1] : url; }, names.url);
    var to = home + page + (query.length ? '?' + query.join('&') : '') + '#' + row[0];
    return el('div', { 'class': 'r', 'data-row': '' }, [el('a', { 'class': 'ref', href: to, 'data-apparatus': '' }, [row[0]]), cells]);
  }

  /* ---- documents and languages to narrow by ---- */
  function filters(result) {
    var group = function (key, list) {
      return el('div', { 'class': 'fs', role: 'group' }, [el('span', { 'class': 'fh' }, [words(key)])].concat(list));
    };
    var choice = function (label, n, changes, on) {
      var a = el('a', { href: address(changes), 'aria-current': on ? 'true' : null }, [label, n == null ? null : ' ', n == null ? null : el('span', { 'class': 'n' }, [figure(n)])]);
      a.addEventListener('click', function (e) {
        if (e.ctrlKey || e.metaKey || e.shiftKey) return;
        e.preventDefault();
        for (var k in changes) state[k] = changes[k];
        remember();
        ask();
      });
      return a;
    };
    if (!result.books.length && !state.d && !state.w) return;
    var shown = result.books.slice(0, 40), turn = asked, sum = 0;
    result.books.forEach(function (b) { sum += b.rows; });
    engine.names(shown.map(function (b) { return b.book; }), function (names) {
      if (turn !== asked) return;
      var list = [choice(words('all'), sum, { d: '' }, !state.d)], langs = [choice(words('all'), null, { w: '' }, !state.w)], seen = {};
      names.forEach(function (n, k) { list.push(choice(inLanguages(n.title), shown[k].rows, { d: n.id }, state.d === n.id)); });
      engine.books.forEach(function (b, n) {
        if (n >= engine.top.matter.length) b.witnesses.forEach(function (w) { seen[w[1].split('-')[0]] = 1; });
      });
      Object.keys(seen).forEach(function (l) {
        var t = doc.querySelector('template.lang[data-lang="' + l + '"]');
        langs.push(choice(el('span', { lang: l }, [t ? t.content.textContent : l]), null, { w: l }, state.w === l));
      });
      names.forEach(function (n, k) {
        if (state.d !== n.id) return;
        engine.books[shown[k].book].witnesses.forEach(function (w, x) {
          langs.push(choice(inLanguages(n.names[x]), state.w && state.w !== w[0] ? null : shown[k].by[x] || 0, { w: w[0] }, state.w === w[0]));
        });
      });
      if (names.length > 1 || state.d) narrow.appendChild(group('documents', list));
      narrow.appendChild(group('languages', langs));
      narrow.hidden = false;
    });
  }

  /* ---- the field and the address ---- */
  function remember() {
    try { root.history.replaceState(null, '', address({})); return true; } catch (e) { return false; }
  }
  field.addEventListener('input', function () {
    root.clearTimeout(timer);
    timer = root.setTimeout(function () {
      if (field.value === state.q || field.isComposing) return;
      state.q = field.value;
      remember();
      ask();
    }, 120);
  });
  field.addEventListener('focus', function () { engine.open(function () { /* so that the first key is quick */ }); });
  form.addEventListener('submit', function (e) {
    root.clearTimeout(timer);
    state.q = field.value;
    if (remember()) { e.preventDefault(); ask(); }
  });
  function start() {
    state = fromAddress();
    field.value = state.q;
    ask();
  }
  root.addEventListener('popstate', start);
  start();
  if (!state.q) field.focus();
})(document, window);
