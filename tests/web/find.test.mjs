// Search in a real browser: the page's own search against a plain scan of what the reader pages show.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOCUMENTS, size, theSite } from './site.mjs';
import { scanOf } from './scan.mjs';

const SEARCH = 'search/index.html';
let scan;
const site = theSite(async () => {
  const all = [];
  for (const id of DOCUMENTS) {
    await site.withPage(`${id}/index.html`, {}, async (page) => all.push(...await page.evaluate(readings)));
  }
  scan = scanOf(all);
});

/** All readings of a reader page by the contract: `[[document, segment, witness], language, text]`. */
const readings = () => [...document.querySelectorAll('[data-row] [data-witness]:not([data-absent])')].map((reading) => {
  const copy = reading.cloneNode(true);
  copy.querySelectorAll('[data-apparatus]').forEach((part) => part.remove());
  const facts = ['document', 'segment'].map((name) => reading.closest(`[data-${name}]`).dataset[name]);
  return [[...facts, reading.dataset.witness], reading.lang, copy.textContent];
});

/** Asks the page's search; gives the places of all hits, and how long the answer took. */
async function asked(queries, filter) {
  const form = document.querySelector('.sf');
  const engine = new window.DuizhaoSearch((name, done) => {
    const script = document.createElement('script');
    script.src = `${form.dataset.index}${name}.js?v=${form.dataset.version}`;
    script.onload = script.onerror = done;
    document.head.append(script);
  });
  window.dzSearch = (name, data) => engine.register(name, data);
  await new Promise((ready) => engine.open(ready));
  const ask = (query) => new Promise((ready) => engine.search(query, filter, ready));
  const answers = [];
  const times = [];
  for (const query of queries) {
    let result = await ask(query);
    const start = performance.now();
    result = await ask(query);
    times.push(performance.now() - start);
    const books = result.books.map((b) => b.book);
    const ids = await new Promise((ready) => engine.names(books, ready));
    const found = [];
    for (let cursor = null; ;) {
      const [list, next] = await new Promise((ready) => engine.rows(result, books, cursor, 50, (l, n) => ready([l, n])));
      for (const r of list) {
        const row = engine.row(r.book, r.segment);
        engine.books[r.book].witnesses.forEach((witness, k) => {
          if (!engine.accepts(r.book, k, filter && filter.w)) return;
          if (!engine.marks(row[k + 1], engine.spaced(r.book, k), result.chunks)) return;
          found.push(`${ids[books.indexOf(r.book)].id} ${row[0]} ${witness[0]}`);
        });
      }
      if (!next) break;
      cursor = next;
    }
    answers.push(found.sort());
  }
  times.sort((a, b) => a - b);
  return { answers, median: times[times.length >> 1] };
}

const evaluate = (page, queries, filter) =>
  page.evaluate(`(${asked})(${JSON.stringify(queries)}, ${JSON.stringify(filter)})`);

test('300 Chinese substrings in the browser: every hit of a scan and no other', async (t) => {
  await site.withPage(SEARCH, {}, async (page) => {
    const queries = scan.substrings(300, 2035);
    const { answers, median } = await evaluate(page, queries, null);
    queries.forEach((query, n) => assert.deepEqual(answers[n], scan.chinese(query), query));
    t.diagnostic(`median ${median.toFixed(2)} ms a query`);
  });
});

test('300 English words and phrases in the browser: every hit of a scan and no other', async (t) => {
  await site.withPage(SEARCH, {}, async (page) => {
    const wanted = scan.phrases(300, 1949);
    const { answers, median } = await evaluate(page, wanted.map((list) => `"${list.join(' ')}"`), { w: 'en' });
    wanted.forEach((list, n) => assert.deepEqual(answers[n], scan.phrase(list), list.join(' ')));
    t.diagnostic(`median ${median.toFixed(2)} ms a query`);
  });
});

test('what is typed is answered with rows, and a hit is marked on arrival', async () => {
  await site.withPage(SEARCH, size(1280), async (page) => {
    await page.locator('#q').pressSequentially('一件事一次办');
    const hit = page.locator('#found mark').first();
    await hit.waitFor();
    const shown = new Set(scan.chinese('一件事一次办').map((place) => place.split(' ').slice(0, 2).join(' ')));
    assert.ok(shown.size > 0);
    await page.locator(`#found a[href*="${DOCUMENTS[0]}/index.html"][href*="#"]`).first().click();
    await page.waitForURL(new RegExp(`${DOCUMENTS[0]}/index\\.html\\?.*q=.*#`));
    const marked = await page.evaluate(() => [...CSS.highlights.get('hit') ?? []].map(String));
    assert.ok(marked.includes('一件事一次办'), JSON.stringify(marked));
  });
});
