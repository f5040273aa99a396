// Search: the script that readers get, over a built index (folder in DUIZHAO_INDEX), against a plain scan.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { random, scanOf, words } from './scan.mjs';

const folder = process.env.DUIZHAO_INDEX;
const source = fs.readFileSync(new URL('../../themes/default/js/search.js', import.meta.url), 'utf8');
const context = vm.createContext({ globalThis: undefined });
vm.runInContext('globalThis = this;' + source, context);
let bytes = 0;
let files = 0;

function open() {
  const engine = new context.DuizhaoSearch((name, done) => {
    const file = path.join(folder, 'search/data', name + '.js');
    if (fs.existsSync(file)) {
      const text = fs.readFileSync(file, 'utf8');
      bytes += Buffer.byteLength(text);
      files += 1;
      context.dzSearch = (n, data) => engine.register(n, data);
      vm.runInContext(text, context);
    }
    setImmediate(done);
  });
  return new Promise((ready) => engine.open(() => ready(engine)));
}

const ask = (engine, query, filter) => new Promise((ready) => engine.search(query, filter, ready));
const rows = (engine, result, books, cursor) =>
  new Promise((ready) => engine.rows(result, books, cursor, 50, (list, next) => ready([list, next])));
const names = (engine, books) => new Promise((ready) => engine.names(books, ready));

/** All readings with a hit as `document segment witness`, by way of pages of rows and their marks. */
async function hits(engine, query, filter) {
  const result = await ask(engine, query, filter);
  if (!result) return { found: [], result };
  const books = result.books.map((b) => b.book);
  const found = [];
  let cursor = null;
  let count = 0;
  do {
    const [list, next] = await rows(engine, result, books, cursor);
    assert.ok(list.length > 0 || !next, 'a page without rows');
    count += list.length;
    const docs = await names(engine, list.map((r) => r.book));
    list.forEach((r, n) => {
      const row = engine.row(r.book, r.segment);
      let some = false;
      engine.books[r.book].witnesses.forEach((w, k) => {
        if (!engine.accepts(r.book, k, filter && filter.w)) return;
        if (!engine.marks(row[k + 1], engine.spaced(r.book, k), result.chunks)) return;
        some = true;
        found.push(`${docs[n].id} ${row[0]} ${w[0]}`);
      });
      assert.ok(some, `${query}: a row without a mark`);
    });
    cursor = next;
  } while (cursor);
  assert.equal(count, result.rows, `${query}: as many rows as were counted`);
  assert.equal(found.length, result.readings, `${query}: as many readings as were counted`);
  return { found: found.sort(), result };
}

const readings = folder ? JSON.parse(fs.readFileSync(path.join(folder, 'readings.json'), 'utf8')) : [];
const isChinese = ([, lang]) => lang.startsWith('zh');
const place = ([facts]) => facts.join(' ');
const { chinese: scanChinese, phrase: scanWords, substrings, phrases } = scanOf(readings);

const skip = folder ? false : 'no index: cargo test runs this with one';

test('random Chinese substrings: every hit of a scan and no other', { skip }, async () => {
  const engine = await open();
  for (const query of substrings(300, 20230227)) {
    assert.deepEqual((await hits(engine, query)).found, scanChinese(query), query);
  }
});

test('random English words and phrases: every hit of a scan and no other', { skip }, async () => {
  const engine = await open();
  for (const wanted of phrases(300, 2522)) {
    const query = `"${wanted.join(' ')}"`;
    const found = (await hits(engine, query, { w: 'en' })).found;
    assert.deepEqual(found, scanWords(wanted), query);
  }
});

test('words without quotation marks stand anywhere in the reading', { skip }, async () => {
  const engine = await open();
  const next = random(7);
  const english = readings.filter((r) => !isChinese(r));
  for (let n = 0; n < 60; n++) {
    const list = words(english[Math.floor(next() * english.length)][2]);
    const wanted = [list[Math.floor(next() * list.length)], list[Math.floor(next() * list.length)]];
    const scan = english.filter(([, , text]) => { const l = words(text); return wanted.every((w) => l.includes(w)); }).map(place).sort();
    assert.deepEqual((await hits(engine, wanted.join(' '), { w: 'en' })).found, scan, wanted.join(' '));
  }
});

test('prefixes: asked for with a star, and while a word is being typed', { skip }, async () => {
  const engine = await open();
  for (const prefix of ['d', 'di', 'dig', 'econ', 'govern', 'inform', 'q', 'zz']) {
    const scan = scanWords([prefix], (a, b) => a.startsWith(b));
    assert.deepEqual((await hits(engine, prefix + '*', { w: 'en' })).found, scan, prefix);
  }
  assert.deepEqual((await hits(engine, 'econom', { w: 'en' })).found, scanWords(['econom'], (a, b) => a.startsWith(b)));
});

test('width, case, traditional characters and missing signs make no difference', { skip }, async () => {
  const engine = await open();
  const equal = async (a, b) => {
    const one = await hits(engine, a);
    assert.ok(one.found.length > 0, a);
    assert.deepEqual((await hits(engine, b)).found, one.found, `${a} = ${b}`);
  };
  await equal('数字经济', '數字經濟');
  await equal('数字经济', '数字經濟');
  await equal('DIGITAL ECONOMY', 'digital economy');
  await equal('2522', '２５２２');
  const quoted = (await hits(engine, '2522', { w: 'zh' })).found;
  assert.deepEqual(quoted, scanChinese('2522'));
  assert.ok((await hits(engine, '按照2522的整体框架')).found.length > 0);
  assert.ok((await hits(engine, '按照“2522”的整体框架')).found.length > 0);
});

test('signs that a query has must stand in the text', { skip }, async () => {
  const engine = await open();
  const scan = readings.filter((r) => isChinese(r) && r[2].includes('设，')).map(place).sort();
  assert.ok(scan.length > 0);
  assert.deepEqual((await hits(engine, '设，')).found, scan);
});

test('terms are found by characters, English, and pinyin without tones', { skip }, async () => {
  const engine = await open();
  for (const query of ['数据要素', 'shuju yaosu', 'shujuyaosu', 'shùjù yàosù', 'shuju yao']) {
    const result = await ask(engine, query);
    const terms = result.matter.find((m) => m.kind === 'terms');
    assert.ok(terms, query);
    const [list] = await rows(engine, result, [terms.book]);
    assert.ok(list.some((r) => engine.row(r.book, r.segment)[0] === 'terms/shuju-yaosu/index.html'), query);
  }
});

test('filters count what a scan counts', { skip }, async () => {
  const engine = await open();
  const book = engine.books.length - 1;
  const [doc] = await names(engine, [book]);
  const scan = scanChinese('数字').filter((p) => p.startsWith(doc.id));
  const one = await hitsOf(engine, '数字', book);
  assert.deepEqual(one, scan);
  const two = (await hits(engine, '数字', { w: 'govcn' })).result;
  assert.equal(two.rows, scan.filter((p) => p.endsWith(' govcn')).length);
});

async function hitsOf(engine, query, book) {
  const result = await ask(engine, query, { book });
  const found = [];
  let cursor = null;
  const [doc] = await names(engine, [book]);
  do {
    const [list, next] = await rows(engine, result, [book], cursor);
    for (const r of list) {
      const row = engine.row(r.book, r.segment);
      engine.books[book].witnesses.forEach((w, k) => {
        if (engine.marks(row[k + 1], engine.spaced(book, k), result.chunks)) found.push(`${doc.id} ${row[0]} ${w[0]}`);
      });
    }
    cursor = next;
  } while (cursor);
  assert.equal(result.rows, new Set(found.map((f) => f.split(' ').slice(0, 2).join(' '))).size);
  return found.sort();
}

test('a query without letters finds nothing, and a query that is not there counts nought', { skip }, async () => {
  const engine = await open();
  assert.equal(await ask(engine, '，。'), null);
  assert.equal(await ask(engine, ''), null);
  assert.equal((await ask(engine, '网净')).rows, 0);
});

test('the time of a query once its files are there is told', { skip }, async (t) => {
  const engine = await open();
  const times = [];
  for (const query of ['数字经济', '的', '数字中国建设整体', 'digital economy', '"of the"', 'the', 'data element*', '安全']) {
    await hits(engine, query);
    const start = performance.now();
    await ask(engine, query);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  t.diagnostic(`median ${times[times.length >> 1].toFixed(2)} ms, loaded in all ${bytes} bytes in ${files} files`);
});
