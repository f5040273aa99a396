/* Search. The upper half finds: it knows nothing of the page and runs anywhere. The lower half is the
   search page. Files of the index are scripts that call dzSearch(name, data), so that all of this works
   from a folder too, where nothing can be fetched. */
(function (root) {
  'use strict';

  /* ---- characters and tokens: the same rules as in src/text/search.rs ---- */
  var DIGIT = {}, i, PLACE = 1048576;
  for (i = 0; i < 64; i++) DIGIT['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.charCodeAt(i)] = i;
  var HAN = /^(?:[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[\ud840-\ud888][\udc00-\udfff])$/;
  var ALONE = /^[\u3040-\u30ff\u31f0-\u31ff\u0e00-\u109f\u1780-\u17ff]$/;
  var HIDDEN = /^[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]$/;
  var TOKEN;
  try { TOKEN = new RegExp('^[\\p{Alphabetic}\\p{N}\\p{M}]$', 'u'); } catch (e) { TOKEN = /^[0-9a-z\u00aa-\u1fff\u2c00-\u2dff\u3005-\u3007\u3041-\ud7ff\uf900-\ufaff]|^[\ud800-\udbff]/; }

  function each(text, f) {
    for (var at = 0, c, code; at < text.length; at += c.length) {
      code = text.charCodeAt(at);
      c = code > 0xd7ff && code < 0xdc00 ? text.substr(at, 2) : text.charAt(at);
      f(c, at);
    }
  }
  function fold(c, pairs) {
    if (c < '\x80') return c.toLowerCase();
    if (HAN.test(c) && !/[\uf900-\ufaff]/.test(c)) return pairs[c] || c;
    var out = '';
    each(c.normalize ? c.normalize('NFKD') : c, function (p) { if (!HIDDEN.test(p)) out += pairs[p] || p.toLowerCase(); });
    return out;
  }
  /* [{k: key, a: start, b: end}]; the key of a word ends with a space */
  function tokens(text, spaced, pairs) {
    var all = [], word = null;
    function close() { if (word) { word.k += ' '; all.push(word); word = null; } }
    each(text, function (c, at) {
      each(fold(c, pairs), function (f) {
        var is = TOKEN.test(f);
        if (is && spaced && !HAN.test(f) && !ALONE.test(f)) {
          word = word || { k: '', a: at };
          word.k += f;
          word.b = at + c.length;
        } else {
          close();
          if (is) all.push({ k: f, a: at, b: at + c.length });
          else if (c === '\n') all.push({ k: '\n', a: at, b: at + 1 });
        }
      });
    });
    close();
    return all;
  }
  function signs(text, pairs) {
    var out = '';
    each(text, function (c) { out += fold(c, pairs); });
    return out.replace(/\s/g, '').replace(/[“”„‟«»「」『』]/g, '"').replace(/[‘’‚‛]/g, "'");
  }
  function keys(list) { return list.map(function (t) { return t.k; }); }
  function hash(key) {
    for (var h = 0x811c9dc5, n = 0; n < key.length; n++) {
      h ^= key.charCodeAt(n);
      h = h + (h << 1) + (h << 4) + (h << 7) + (h << 8) + (h << 24) >>> 0;
    }
    return h;
  }

  /* ---- numbers in lists ---- */
  function Numbers(text) { this.t = text; this.i = 0; }
  Numbers.prototype.next = function () {
    var v = 0, k = 1, d;
    do { d = DIGIT[this.t.charCodeAt(this.i++)]; v += (d & 31) * k; k *= 32; } while (d & 32);
    return v;
  };
  Numbers.prototype.more = function () { return this.i < this.t.length; };

  /* the places of a gram, "back" tokens earlier: {book*1024+witness: [segment*PLACE+token]} */
  function places(text, back) {
    var n = new Numbers(text), by = {}, book = 0, count, list, s, p, d;
    while (n.more()) {
      book += n.next();
      list = by[book * 1024 + n.next()] = [];
      for (count = n.next(), s = p = 0; count; count--) {
        d = n.next();
        if (d) p = 0;
        s += d;
        p += n.next();
        list.push(s * PLACE + p - back);
      }
    }
    return by;
  }
  function both(a, b) {
    var out = [], x = 0, y = 0;
    while (x < a.length && y < b.length) {
      if (a[x] === b[y]) { out.push(a[x++]); y++; } else if (a[x] < b[y]) x++; else y++;
    }
    return out;
  }
  function either(a, b) {
    var out = [], x = 0, y = 0;
    while (x < a.length || y < b.length) {
      if (y >= b.length || a[x] < b[y]) out.push(a[x++]);
      else if (x >= a.length || b[y] < a[x]) out.push(b[y++]);
      else { out.push(a[x++]); y++; }
    }
    return out;
  }
  function and(a, b) {
    var out = {}, k, l;
    for (k in a) if (b[k]) { l = both(a[k], b[k]); if (l.length) out[k] = l; }
    return out;
  }
  function or(a, b) {
    var out = {}, k;
    for (k in a) out[k] = b[k] ? either(a[k], b[k]) : a[k];
    for (k in b) if (!out[k]) out[k] = b[k];
    return out;
  }
  function segments(by) {
    var out = {}, k, last;
    for (k in by) {
      last = -1;
      out[k] = by[k].map(function (p) { return Math.floor(p / PLACE); }).filter(function (s) { var is = s !== last; last = s; return is; });
    }
    return out;
  }
  function empty(by) { for (var k in by) return false; return true; }

  /* ---- the engine; load(name, done) makes a file call dzSearch ---- */
  function Engine(load) {
    this.load = load;
    this.files = {};
    this.waiting = {};
  }
  var E = Engine.prototype;
  E.register = function (name, data) { this.files[name] = data; };
  E.need = function (names, done) {
    var self = this, left = 1;
    function one() { if (!--left) done(); }
    names.forEach(function (name) {
      if (name in self.files) return;
      left++;
      if (self.waiting[name]) return self.waiting[name].push(one);
      self.waiting[name] = [one];
      self.load(name, function () {
        var all = self.waiting[name];
        delete self.waiting[name];
        all.forEach(function (f) { f(); });
      });
    });
    one();
  };
  function file(kind, n) { return kind + '/' + Math.floor(n / 1000) + '/' + n; }
  E.open = function (done) {
    var self = this;
    if (self.top) return done();
    self.need(['top'], function () {
      var top = self.files.top, pairs = {}, list = [], n, first = 0, block = 0, b;
      if (!top) return done(true);
      each(top.fold, function (c) { list.push(c); });
      for (n = 0; n < list.length; n += 2) pairs[list[n]] = list[n + 1];
      self.pairs = pairs;
      self.often = {};
      self.stars = [];
      top.frequent.split(';').forEach(function (entry) {
        var cut = entry.lastIndexOf('='), key = entry.slice(0, cut), count;
        if (cut < 0) return;
        count = new Numbers(entry.slice(cut + 1)).next();
        self.often[key] = { file: first, count: count };
        if (/\*$/.test(key)) self.stars.push(key);
        first += count;
      });
      self.firsts = top.words.split(',');
      self.books = [];
      n = new Numbers(top.books);
      while (n.more()) {
        b = { segments: n.next(), witnesses: top.profiles[n.next()], per: n.next(), block: block };
        block += Math.ceil(b.segments / b.per);
        self.books.push(b);
      }
      self.top = top;
      done();
    });
  };
  E.tokens = function (text, spaced) { return tokens(text, spaced, this.pairs); };

  /* where the records of a key lie */
  function shard(firsts, key) {
    var a = 0, b = firsts.length;
    while (a < b) { var m = a + b >> 1; if (firsts[m] <= key) a = m + 1; else b = m; }
    return Math.max(0, a - 1);
  }
  E.fileOf = function (gram) {
    return gram.length === 1 && / $/.test(gram[0]) ? file('w', shard(this.firsts, gram[0])) : file('g', hash(gram.join('')) % this.top.grams);
  };
  E.record = function (gram) {
    var text = this.files[this.fileOf(gram)] || '', key = ';' + gram.join('') + '=', at = text.indexOf(key);
    return at < 0 ? null : text.slice(at + key.length, text.indexOf(';', at + 1));
  };

  /* grams that are not frequent and together cover a phrase */
  E.cover = function (list) {
    var self = this, m = list.length, spans = [], out = [], at = 0, a, b, best;
    function often(a, b) { return b - a < self.top.longest && self.often[list.slice(a, b).join('')]; }
    for (a = 0; a < m; a++) {
      for (b = a + 1; b <= m && often(a, b); b++);
      if (b <= m) spans.push([a, b]);
      for (b = a; b >= 0 && often(b, a + 1); b--);
      if (b >= 0) spans.push([b, a + 1]);
    }
    while (at < m) {
      best = null;
      spans.forEach(function (s) { if (s[0] <= at && s[1] > at && (!best || s[1] > best[1])) best = s; });
      out.push(best);
      at = best[1];
    }
    return out;
  };

  /* answers are {by: {book*1024+witness: [segment]}} or {often: …}, the list of a frequent gram */
  E.frequent = function (key, done) { this.listed(this.often[key], done); };
  E.listed = function (entry, done) {
    var self = this;
    if (entry.head) return done({ often: entry });
    self.need([file('l', entry.file)], function () {
      var n = new Numbers(self.files[file('l', entry.file)] || 'AA'), books = [], starts = [], count, book = 0, w, b;
      for (count = n.next(); count; count--) {
        book += n.next();
        b = { book: book, rows: n.next(), by: {} };
        for (w = n.next(); w; w--) { var id = n.next(); b.by[id] = n.next(); }
        books.push(b);
      }
      book = 0;
      for (count = n.next(); count; count--) { book += n.next(); starts.push([book, n.next()]); }
      entry.head = books;
      entry.starts = starts;
      entry.skip = n.i;
      done({ often: entry });
    });
  };
  /* the readings in a piece of a frequent list */
  E.piece = function (entry, p) {
    var n = new Numbers(this.files[file('l', entry.file + p)] || ''), by = {}, book = 0, list, count, s, set, len, bits, k, w;
    if (!p) n.i = entry.skip;
    while (n.more()) {
      book += n.next();
      for (w = n.next(); w; w--) {
        s = book * 1024 + n.next();
        list = by[s] = by[s] || [];
        count = n.next();
        set = count % 2;
        if (set) {
          for (s = n.next(), len = n.next(); len; len--, s += 6) {
            bits = DIGIT[n.t.charCodeAt(n.i++)];
            for (k = 0; k < 6; k++) if (bits >> k & 1) list.push(s + k);
          }
        } else for (s = 0, count >>= 1; count; count--) list.push(s += n.next());
      }
    }
    return by;
  };
  /* the pieces that hold a book, or all */
  function piecesOf(entry, book) {
    var out = [], p;
    for (p = 0; p < entry.count; p++) {
      if (book == null || entry.starts[p][0] <= book && (p + 1 === entry.count || entry.starts[p + 1][0] >= book)) out.push(p);
    }
    return out;
  }
  E.whole = function (answer, book, done) {
    var self = this, entry = answer.often;
    if (!entry) return done(answer.by);
    var list = piecesOf(entry, book);
    self.need(list.map(function (p) { return file('l', entry.file + p); }), function () {
      var by = {};
      list.forEach(function (p) {
        var part = self.piece(entry, p), k;
        for (k in part) by[k] = by[k] ? by[k].concat(part[k]) : part[k];
      });
      done(by);
    });
  };
  E.phrase = function (list, done) {
    var self = this, key = list.join('');
    if (!list.length) return done({ by: {} });
    if (self.often[key]) return self.frequent(key, done);
    var spans = self.cover(list), grams = spans.map(function (s) { return list.slice(s[0], s[1]); });
    self.need(grams.map(function (g) { return self.fileOf(g); }), function () {
      var found = null, n, text;
      for (n = 0; n < grams.length; n++) {
        text = self.record(grams[n]);
        if (text === null) return done({ by: {} });
        text = places(text, spans[n][0]);
        found = found ? and(found, text) : text;
      }
      done({ by: segments(found) });
    });
  };
  /* all words that begin with letters */
  E.prefix = function (letters, done) {
    var self = this, firsts = self.firsts, at = shard(self.stars, letters), n, names = [];
    for (n = Math.max(0, at); n < self.stars.length && n < at + 2; n++) {
      if (self.stars[n].indexOf(letters) === 0) return self.frequent(self.stars[n], done);
    }
    for (n = shard(firsts, letters); n < firsts.length && (firsts[n] < letters || firsts[n].indexOf(letters) === 0); n++) names.push(file('w', n));
    if (!names.length && firsts.length) names.push(file('w', shard(firsts, letters)));
    self.need(names, function () {
      var by = {}, often = [], left, search = ';' + letters;
      names.forEach(function (name) {
        var text = self.files[name] || '', at = text.indexOf(search), cut, end;
        for (; at >= 0; at = text.indexOf(search, end)) {
          cut = text.indexOf('=', at);
          end = text.indexOf(';', cut);
          if (end === cut + 1) often.push(text.slice(at + 1, cut));
          else by = or(by, segments(places(text.slice(cut + 1, end), 0)));
        }
      });
      if (often.length === 1 && empty(by)) return self.frequent(often[0], done);
      left = often.length;
      if (!left) return done({ by: by });
      often.forEach(function (key) {
        self.frequent(key, function (answer) {
          self.whole(answer, null, function (more) {
            by = or(by, more);
            if (!--left) done({ by: by });
          });
        });
      });
    });
  };

  /* ---- queries ---- */
  /* [{text, words: keys, chars: keys or null, star, signs}] */
  E.parse = function (query) {
    var self = this, out = [], rest = /[\u3007\u3400-\u9fff]/.test(query) ? query : query.replace(/[“”„‟]/g, '"');
    rest.replace(/"([^"]*)"|([^\s"]+)/g, function (all, quoted, bare) {
      var text = quoted === undefined ? bare : quoted, star = quoted === undefined && /[^*]\*$/.test(text);
      if (star) text = text.slice(0, -1);
      var list = self.tokens(text, true), chars = keys(self.tokens(text, false)), words = keys(list), han;
      if (!chars.length) return;
      han = words.some(function (k) { return !/ $/.test(k); });
      out.push({
        text: text, words: words, star: star, quoted: quoted !== undefined, han: han,
        chars: chars.join() === words.join() ? null : chars,
        signs: han ? self.gaps(text) : null
      });
    });
    return out;
  };
  /* the signs before, between and after the characters of a query; null where there are none */
  E.gaps = function (text) {
    var self = this, list = self.tokens(text, false), at = 0, out = [];
    list.forEach(function (t) { out.push(signs(text.slice(at, t.a), self.pairs)); at = t.b; });
    out.push(signs(text.slice(at), self.pairs));
    return out.join('') ? out : null;
  };
  E.askChars = function (chunk, done) {
    var latin = this.top.latin, chars = chunk.chars, n;
    if (!chars) return done({ by: {} });
    for (n = 1; n < chars.length; n++) {
      if (!HAN.test(chars[n]) && !HAN.test(chars[n - 1]) && !ALONE.test(chars[n]) && !ALONE.test(chars[n - 1]) && (' ' + latin).indexOf(' ' + chars[n - 1] + chars[n] + ' ') < 0) return done({ by: {} });
    }
    this.phrase(chars, done);
  };
  E.askWords = function (chunk, last, done) {
    var self = this, word = chunk.words.length === 1 && / $/.test(chunk.words[0]) ? chunk.words[0].slice(0, -1) : null;
    function begin() { chunk.star = true; self.prefix(word, done); }
    if (chunk.star && word) return begin();
    self.phrase(chunk.words, function (answer) {
      if (word && last && !chunk.quoted && !answer.often && empty(answer.by)) return begin();
      done(answer);
    });
  };
  E.askChunk = function (chunk, last, done) {
    var self = this, answers = [];
    function one(answer) {
      if (answer.often || !empty(answer.by)) answers.push(answer);
      if (--left) return;
      if (answers.length < 2) return done(answers[0] || { by: {} });
      self.whole(answers[0], null, function (a) { self.whole(answers[1], null, function (b) { done({ by: or(a, b) }); }); });
    }
    var left = 2;
    self.askWords(chunk, last, one);
    self.askChars(chunk, one);
  };
  /* of two frequent words in the answers the common list takes the place of both */
  E.pair = function (chunks, answers, done) {
    var self = this, entries = [], pairs = [], rest = [], used = {}, top = self.top;
    answers.forEach(function (a, n) {
      var key = chunks[n].words[0];
      entries.push(a.often && chunks[n].words.length === 1 && self.often[key] === a.often ? { key: key, n: n, count: a.often.count } : null);
    });
    entries.forEach(function (a, n) {
      if (!a || used[n]) return;
      entries.forEach(function (b, m) {
        if (!b || m === n || used[n] || a.key === b.key || a.count + b.count <= top.heavy) return;
        used[n] = used[m] = 1;
        pairs.push([a.key, b.key].sort().join('&'));
      });
    });
    answers.forEach(function (a, n) { if (!used[n]) rest.push(a); });
    if (!pairs.length) return done(answers);
    self.need(pairs.map(function (p) { return self.fileOf([p, '']); }), function () {
      var left = pairs.length;
      function one(answer) { rest.push(answer); if (!--left) done(rest); }
      pairs.forEach(function (p) {
        var text = self.record([p, '']), n;
        if (text === null) return one({ by: {} });
        if (text.charAt(0) !== '@') return one({ by: segments(places(text, 0)) });
        n = new Numbers(text);
        n.i = 1;
        self.common = self.common || {};
        self.common[p] = self.common[p] || { file: n.next(), count: n.next() };
        self.listed(self.common[p], one);
      });
    });
  };
  /* terms as they are said, without spaces: only the first book */
  E.askSaid = function (chunks, done) {
    var self = this, said = '';
    chunks.forEach(function (c) { said += c.han ? '\0' : c.words.join('').replace(/ /g, ''); });
    if (said.length < 3 || said.indexOf('\0') >= 0 || self.top.matter[0] !== 'terms') return done({});
    self.prefix(said, function (answer) {
      var out = {}, k;
      for (k in answer.by || {}) if (k < 1024) out[k] = answer.by[k];
      done(out);
    });
  };

  /* Asks. filter: {book: number, w: witness or language}. done(result) */
  E.search = function (query, filter, done) {
    var self = this, chunks = self.parse(query), answers = [], left = chunks.length;
    filter = filter || {};
    if (!left) return done(null);
    chunks.forEach(function (chunk, n) {
      self.askChunk(chunk, n === chunks.length - 1, function (answer) {
        answers[n] = answer;
        if (!--left) self.pair(chunks, answers, function (some) { answers = some; together(); });
      });
    });
    function together() {
      var signed = chunks.filter(function (c) { return c.signs; });
      self.askSaid(chunks, function (said) {
        if (answers.length === 1 && answers[0].often && !filter.w && !signed.length && empty(said)) return done(self.result(chunks, filter, answers[0], null));
        var by = null, n = 0;
        (function next() {
          if (n < answers.length) return self.whole(answers[n++], filter.book, function (b) { by = by ? and(by, b) : b; next(); });
          if (!signed.length) return finish(by);
          self.check(chunks, by, function (checked) {
            if (empty(checked)) chunks.forEach(function (c) { c.signs = null; });
            else by = checked;
            finish(by);
          });
        })();
        function finish(by) { done(self.result(chunks, filter, null, or(by, said))); }
      });
    }
  };
  /* of readings, those whose text has the signs too */
  E.check = function (chunks, by, done) {
    var self = this, names = {}, k;
    for (k in by) by[k].forEach(function (s) { names[self.blockOf(Math.floor(k / 1024), s)] = 1; });
    self.need(Object.keys(names), function () {
      var out = {}, list;
      for (k in by) {
        list = by[k].filter(function (s) { var row = self.row(Math.floor(k / 1024), s); return row && self.marks(row[k % 1024 + 1], self.spaced(Math.floor(k / 1024), k % 1024), chunks); });
        if (list.length) out[k] = list;
      }
      done(out);
    });
  };
  E.accepts = function (book, witness, w) {
    var facts = this.books[book].witnesses[witness];
    return !w || facts[0] === w || facts[1] === w || facts[1].split('-')[0] === w;
  };
  function Result() {}
  /* totals, counts by document, and rows a page at a time */
  E.result = function (chunks, filter, often, by) {
    var self = this, r = new Result(), matter = self.top.matter.length, k, rows = {};
    r.chunks = chunks;
    r.rows = 0;
    r.readings = 0;
    r.books = [];
    r.matter = [];
    function count(book, n, readings, witnesses) {
      if (book < matter) r.matter.push({ book: book, kind: self.top.matter[book], rows: n });
      else {
        r.books.push({ book: book, rows: n, by: witnesses });
        if (filter.book == null || filter.book === book) { r.rows += n; r.readings += readings; }
      }
    }
    if (often) {
      often.often.head.forEach(function (b) {
        var sum = 0;
        for (k in b.by) sum += b.by[k];
        count(b.book, b.rows, sum, b.by);
      });
      r.often = often.often;
      return r;
    }
    var per = {};
    for (k in by) {
      var book = Math.floor(k / 1024), witness = k % 1024;
      if (!self.accepts(book, witness, filter.w) || book < matter && filter.w) continue;
      rows[book] = rows[book] ? either(rows[book], by[k]) : by[k];
      (per[book] = per[book] || {})[witness] = by[k].length;
    }
    Object.keys(rows).map(Number).sort(function (a, b) { return a - b; }).forEach(function (b) {
      var sum = 0, w;
      for (w in per[b]) sum += per[b][w];
      count(b, rows[b].length, sum, per[b]);
    });
    r.list = rows;
    return r;
  };
  E.blockOf = function (book, segment) { var b = this.books[book]; return file('b', b.block + Math.floor(segment / b.per)); };
  E.row = function (book, segment) {
    var data = this.files[this.blockOf(book, segment)];
    return data && data[2][segment - data[1]];
  };
  E.spaced = function (book, witness) {
    return !/^(zh|ja|yue|lzh|wuu|th|lo|km|my|bo)(-|$)/.test(this.books[book].witnesses[witness][1]);
  };

  /* rows of some books from a cursor on: done([{book, segment}], cursor or null). One call loads few files. */
  E.rows = function (result, books, cursor, most, done) {
    var self = this, out = [], blocks = {}, count = 0;
    cursor = cursor || { book: 0, n: 0, piece: null };
    function take(book, segment) {
      var name = self.blockOf(book, segment);
      if (out.length >= most || !blocks[name] && count >= 7) return false;
      if (!blocks[name]) { blocks[name] = 1; count++; }
      out.push({ book: book, segment: segment });
      return true;
    }
    function finish(next) { self.need(Object.keys(blocks), function () { done(out, next); }); }
    if (!result.often) {
      for (var b = cursor.book, n = cursor.n; b < books.length; b++, n = 0) {
        for (var list = result.list[books[b]] || []; n < list.length; n++) if (!take(books[b], list[n])) return finish({ book: b, n: n });
      }
      return finish(null);
    }
    var entry = result.often, pieces = books.length === 1 ? piecesOf(entry, books[0]) : piecesOf(entry, null), wanted = {};
    books.forEach(function (b) { wanted[b] = 1; });
    (function next(p, from) {
      if (p >= pieces.length) return finish(null);
      self.need([file('l', entry.file + pieces[p])], function () {
        var by = self.piece(entry, pieces[p]), rows = {}, all = [], k, n;
        for (k in by) { var b = Math.floor(k / 1024); if (wanted[b]) rows[b] = rows[b] ? either(rows[b], by[k]) : by[k]; }
        Object.keys(rows).map(Number).sort(function (x, y) { return x - y; }).forEach(function (b) { rows[b].forEach(function (s) { all.push([b, s]); }); });
        for (n = from; n < all.length; n++) if (!take(all[n][0], all[n][1])) return finish({ book: p, n: n });
        next(p + 1, 0);
      });
    })(cursor.book, cursor.n);
  };

  /* the ranges of a query in a text, or null if a part of it is not there */
  E.marks = function (text, spaced, chunks) {
    var self = this, list, found = [], c, n, m, want, ok, some;
    if (!text) return null;
    list = self.tokens(text, spaced);
    function gap(t) { return signs(text.slice(t ? list[t - 1].b : 0, t < list.length ? list[t].a : text.length), self.pairs); }
    for (c = 0; c < chunks.length; c++) {
      want = spaced || !chunks[c].chars ? chunks[c].words : chunks[c].chars;
      some = false;
      for (n = 0; n + want.length <= list.length; n++) {
        for (m = 0, ok = true; ok && m < want.length; m++) {
          ok = chunks[c].star && spaced ? list[n + m].k.indexOf(want[m].slice(0, -1)) === 0 && / $/.test(list[n + m].k) : list[n + m].k === want[m];
        }
        if (ok && chunks[c].signs && chunks[c].signs.length === want.length + 1) {
          for (m = 0; ok && m <= want.length; m++) {
            var sign = chunks[c].signs[m], have = sign && gap(n + m);
            if (sign) ok = m === 0 ? have.slice(-sign.length) === sign : m === want.length ? have.indexOf(sign) === 0 : have.indexOf(sign) >= 0;
          }
        }
        if (ok) { some = true; found.push([list[n].a, list[n + want.length - 1].b]); }
      }
      if (!some) return null;
    }
    found.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    return found.reduce(function (out, r) {
      var last = out[out.length - 1];
      if (last && r[0] <= last[1]) last[1] = Math.max(last[1], r[1]); else out.push(r.slice());
      return out;
    }, []);
  };
  /* what a book and its witnesses are called */
  E.names = function (books, done) {
    var self = this, per = self.top.names;
    self.need(books.map(function (b) { return file('n', Math.floor(b / per)); }), function () {
      done(books.map(function (b) { return (self.files[file('n', Math.floor(b / per))] || [])[b % per] || {}; }));
    });
  };

  root.DuizhaoSearch = Engine;
})(typeof window === 'undefined' ? globalThis : window);
