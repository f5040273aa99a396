// The main paths in Firefox, which is driven by WebDriver BiDi: reading, views, cards, keys, places, copying, search.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { buildFolder, DOCUMENTS, findProgram, READER, serve } from './site.mjs';

const NAMES = ['firefox-esr', 'firefox'];
const PREFERENCES = {
  // A pointer that hovers, and a clipboard that can be read: what a desktop has and a headless window has not.
  'ui.primaryPointerCapabilities': 6,
  'ui.allPointerCapabilities': 6,
  'dom.events.testing.asyncClipboard': true,
};

/** What an older Firefox complains of when a page is left: the preview's stream of events is under way as long as the page is. */
const LEFT = /_duizhao\/events was interrupted while the page was loading/;

let browser;
let preview;
let folder;

before(async () => {
  preview = await serve();
  folder = buildFolder();
  browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.DUIZHAO_FIREFOX ?? findProgram(NAMES, 'Firefox', 'DUIZHAO_FIREFOX'),
    headless: true,
    defaultViewport: null,
    extraPrefsFirefox: PREFERENCES,
  });
});

after(async () => {
  await browser?.close();
  preview?.end();
  folder?.end();
});

/** Makes a window so large. An older Firefox cannot turn its screen, which it is asked along with that, and need not. */
async function resize(page, width, height) {
  await page.setViewport({ width, height }).catch((error) => { if (!/unknown command/.test(error.message)) throw error; });
  for (let tries = 0; tries < 50 && await page.evaluate(() => innerWidth) !== width; tries += 1) await pause(20);
}

/** Opens a page in a window of its own, does something with it, and finds no complaint of the browser. */
async function withPage(path, { width = 1280, height = 900 } = {}, use) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => { if (message.type() === 'error' && !LEFT.test(message.text())) faults.push(message.text()); });
  page.on('pageerror', (error) => { if (!LEFT.test(error.message)) faults.push(error.message); });
  await resize(page, width, height);
  try {
    await page.goto(new URL(path, preview.address).href);
    await use(page);
    assert.deepEqual(faults, [], path);
  } finally {
    await context.close();
  }
}

const pause = (time) => new Promise((done) => { setTimeout(done, time); });
const card = (page) => page.waitForSelector('#tip', { visible: true, timeout: 5000 });
const noCard = (page) => page.waitForSelector('#tip', { hidden: true, timeout: 5000 });
const cardShown = (page) => page.evaluate(() => document.getElementById('tip').getClientRects().length > 0);

/** The languages in which readings can be seen. */
const languages = (page) => page.evaluate(() => {
  const shown = [...document.querySelectorAll('[data-row] [data-witness]:not([data-absent])')]
    .filter((reading) => reading.getClientRects().length && reading.textContent.trim());
  return [...new Set(shown.map((reading) => reading.lang.split('-')[0]))].sort();
});

/** A term that can be seen, in the middle of the window. */
async function someTerm(page, n = 3) {
  const term = await page.evaluateHandle((n) => {
    const found = [...document.querySelectorAll('.row .s a[data-term]')].filter((a) => a.getClientRects().length)[n];
    found.scrollIntoView({ block: 'center' });
    return found;
  }, n);
  await pause(100);
  return term.asElement();
}

/** The address of a page of the folder without its scripts: Firefox cannot be told by BiDi to run none. */
function withoutScripts(path) {
  const bare = folder.address + path.replace('.html', '-bare.html');
  const html = readFileSync(new URL(folder.address + path), 'utf8').replace(/<script(?! type)[^>]*>[^]*?<\/script>/g, '');
  assert.ok(!/<script(?! type)/.test(html));
  writeFileSync(new URL(bare), html);
  return bare;
}

for (const scripts of [true, false]) {
  test(`both languages, Chinese alone, English alone: ${scripts ? 'with scripts' : 'without'}`, async () => {
    await withPage(scripts ? READER : withoutScripts(READER), {}, async (page) => {
      assert.deepEqual(await languages(page), ['en', 'zh']);
      for (const [label, expected] of [['v-zh', ['zh']], ['v-en', ['en']], ['v-all', ['en', 'zh']]]) {
        await page.click(`label[for="${label}"]`);
        assert.deepEqual(await languages(page), expected, label);
      }
    });
  });
}

test('source and translation stand side by side on one line', async () => {
  await withPage(READER, {}, async (page) => {
    const apart = await page.evaluate(() => [...document.querySelectorAll('.row:not(.hd)')].slice(0, 40).flatMap((row) => {
      const cells = [...row.querySelectorAll('.cell')].filter((cell) => cell.getClientRects().length && !cell.classList.contains('void'));
      const lines = cells.map((cell) => {
        const probe = cell.insertBefore(document.createElement('i'), cell.firstChild);
        probe.style.cssText = 'display:inline-block;width:0;height:0';
        const y = probe.getBoundingClientRect().bottom;
        probe.remove();
        return y;
      });
      const delta = Math.max(...lines) - Math.min(...lines);
      return cells.length < 2 || delta < 0.6 ? [] : [`${row.querySelector('.at')?.id}: ${delta}`];
    }));
    assert.deepEqual(apart, []);
  });
});

test('a card opens under the pointer, can be entered, and is dismissed by Escape', async () => {
  await withPage(READER, {}, async (page) => {
    const term = await someTerm(page);
    await term.hover();
    const box = await (await card(page)).boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 6 });
    await pause(600);
    assert.ok(await cardShown(page), 'it stays while the pointer is on it');
    await page.keyboard.press('Escape');
    await noCard(page);
  });
});

test('a click pins a card, a click elsewhere closes it', async () => {
  await withPage(READER, {}, async (page) => {
    await (await someTerm(page)).click();
    await card(page);
    await page.mouse.move(5, 890, { steps: 3 });
    await pause(600);
    assert.ok(await cardShown(page), 'it stays');
    assert.ok((await page.$eval('#tip', (tip) => tip.innerText)).trim().length > 20, 'it says something');
    await page.mouse.click(5, 890);
    await noCard(page);
  });
});

test('a card opens on focus by arrow key; Escape closes it and the focus stays; the term’s page is reached from it', async () => {
  await withPage(READER, {}, async (page) => {
    await page.keyboard.press('j');
    await page.evaluate(() => {
      const row = [...document.querySelectorAll('.ed .row')].find((row) => [...row.querySelectorAll('.s a[data-term]')].some((a) => a.getClientRects().length));
      row.querySelector('.r1').focus();
    });
    await page.keyboard.press('ArrowRight');
    const focused = () => page.evaluate(() => document.activeElement.dataset.term ?? '');
    const term = await focused();
    assert.ok(term, 'the focus is on a term');
    await card(page);
    await page.keyboard.press('Escape');
    await noCard(page);
    assert.equal(await focused(), term);
    await page.keyboard.press('Enter');
    await card(page);
    for (let presses = 0; presses < 10; presses += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((term) => Boolean(document.activeElement.closest('#tip') && document.activeElement.href?.includes(`terms/${term}/`)), term)) break;
    }
    await Promise.all([page.waitForNavigation({ timeout: 10_000 }), page.keyboard.press('Enter')]);
    assert.ok(page.url().includes(`terms/${term}/`), page.url());
  });
});

test('letters lead through rows, terms and notes', async () => {
  await withPage(READER, {}, async (page) => {
    const row = () => page.evaluate(() => document.activeElement.closest('.row')?.querySelector('.at').id ?? '');
    await page.keyboard.press('j');
    const first = await row();
    await page.keyboard.press('j');
    const second = await row();
    assert.ok(first && second && first !== second, `${first} ${second}`);
    await page.keyboard.press('k');
    assert.equal(await row(), first);
    await page.keyboard.press('t');
    assert.ok(await page.evaluate(() => document.activeElement.matches('.cells a[data-term]')));
    await page.keyboard.press('n');
    assert.ok(await page.evaluate(() => document.activeElement.matches('.note > summary')));
    await page.keyboard.press('?');
    assert.ok(await page.evaluate(() => document.getElementById('help').open));
    await page.keyboard.press('Escape');
    assert.ok(!(await page.evaluate(() => document.getElementById('help').open)));
  });
});

/** The jump to a place as the first thing a page does: how far below the bars, and below the top, the row stands then. */
const landed = (id) => {
  const bars = [...document.querySelectorAll('.top,.cols')].filter((bar) => bar.getClientRects().length).map((bar) => bar.getBoundingClientRect()).filter((box) => box.top < 90);
  const { top } = document.getElementById(id).closest('.row').getBoundingClientRect();
  return { room: top - Math.max(...bars.map((box) => box.bottom)), top };
};

for (const width of [390, 1280]) {
  test(`the first jump of a page lands where it leads, clear of the bars: ${width} px`, async () => {
    for (const path of [READER, `${DOCUMENTS[1]}/index.html`]) {
      let ids;
      await withPage(path, { width, height: 800 }, async (page) => {
        ids = await page.evaluate(() => [...document.querySelectorAll('.row > .at')].map((at) => at.id).filter((_, n, all) => [0.1, 0.5, 0.97].some((part) => n === Math.floor(all.length * part))));
      });
      assert.equal(ids.length, 3);
      for (const id of ids) {
        await withPage(`${path}#${id}`, { width, height: 800 }, async (page) => {
          await pause(300);
          const place = await page.evaluate(landed, id);
          assert.ok(place.room > -1 && place.top < 400, `${path} ${id} ${JSON.stringify(place)}`);
        });
      }
    }
  });
}

test('dragging over one column copies this column only', async () => {
  await withPage(READER, {}, async (page) => {
    const ends = await page.evaluate(() => {
      const rows = [...document.querySelectorAll('.ed .dv-paragraph > .row')];
      const start = rows.findIndex((row, n) => rows[n + 1]?.parentElement === row.parentElement);
      rows[start].scrollIntoView({ block: 'center' });
      return [rows[start], rows[start + 1]].map((row) => {
        const { left, right, top, bottom } = row.querySelector('.cell.w1').getBoundingClientRect();
        return { left, right, top, bottom };
      });
    });
    await page.mouse.move(ends[0].left + 2, ends[0].top + 12);
    await page.mouse.down();
    await page.mouse.move(ends[1].right - 5, ends[1].bottom - 8, { steps: 12 });
    await page.mouse.up();
    const selected = await page.evaluate(() => getSelection().toString());
    assert.match(selected, /\p{Script=Han}{8}/u);
    assert.ok((selected.match(/[A-Za-z]{4,}/g) ?? []).length < 3, selected);
  });
});

test('a number offers link, text and citation', async () => {
  await withPage(READER, {}, async (page) => {
    const id = await page.evaluate(() => {
      const row = [...document.querySelectorAll('.ed .dv-paragraph > .row.multi')].at(-1);
      row.scrollIntoView({ block: 'center' });
      return row.querySelector('.at').id;
    });
    await pause(100);
    const row = await page.evaluateHandle((id) => document.getElementById(id).closest('.row'), id);
    await (await row.$('.r1')).click();
    const copied = async (what) => {
      await (await row.$(`[data-copy=${what}]`)).click();
      await pause(200);
      return page.evaluate(() => navigator.clipboard.readText());
    };
    assert.equal(await copied('link'), `${preview.address}${READER}#${id}`);
    const text = await copied('text');
    assert.match(text, /\p{Script=Han}/u);
    assert.match(text, /[a-z]{4}/);
    const cited = await copied('cite');
    assert.ok(text.split('\n').every((line) => cited.includes(line)) && cited.endsWith(`#${id}`), cited);
  });
});

test('the view is kept, the place too', async () => {
  await withPage(READER, { height: 800 }, async (page) => {
    const place = () => page.evaluate(() => {
      let row = null;
      for (let y = 120; y < 300 && !row; y += 12) row = document.elementFromPoint(document.documentElement.clientWidth / 3, y)?.closest('.row');
      return [...document.querySelectorAll('.row')].indexOf(row);
    });
    await page.evaluate(() => { const rows = document.querySelectorAll('.ed .row'); rows[rows.length >> 1].scrollIntoView(); });
    await pause(200);
    const here = await place();
    for (const view of ['v-zh', 'v-all', 'v-en']) {
      await page.click(`label[for="${view}"]`);
      await pause(120);
      const there = await place();
      assert.ok(Math.abs(there - here) <= 2, `${view}: row ${here} → ${there}`);
    }
    await page.reload();
    assert.equal(await page.$eval('html', (html) => html.dataset.view), 'en');
  });
});

test('what is typed is answered with rows, and a hit is marked on arrival', async () => {
  await withPage('search/index.html', {}, async (page) => {
    await page.type('#q', '一件事一次办');
    const link = await page.waitForSelector(`#found a[href*="${READER}"][href*="#"]`, { timeout: 10_000 });
    await Promise.all([page.waitForNavigation({ timeout: 10_000 }), link.evaluate((link) => { setTimeout(() => link.click()); })]);
    const marked = await page.evaluate(() => [...CSS.highlights.get('hit') ?? []].map(String));
    assert.ok(marked.includes('一件事一次办'), JSON.stringify(marked));
  });
});

test('from a folder: a page is read, a term leads to its page, search answers', async () => {
  await withPage(folder.address + READER, {}, async (page) => {
    assert.deepEqual(await languages(page), ['en', 'zh']);
    await page.goto(`${folder.address}search/index.html`);
    await page.type('#q', '数据要素');
    await page.waitForSelector('#found mark', { timeout: 10_000 });
  });
});

test('nothing is wider than the window on any kind of page', async () => {
  for (const path of [READER, `${DOCUMENTS[1]}/index.html`, 'index.html', 'terms/index.html', 'terms/2522/index.html', 'targets/index.html', 'compare/index.html', 'search/index.html']) {
    await withPage(path, {}, async (page) => {
      for (const width of [320, 390, 768, 1280, 1920]) {
        await resize(page, width, 800);
        await pause(60);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} ${width}`);
      }
    });
  }
});
