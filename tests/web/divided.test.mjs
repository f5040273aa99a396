// A document of several pages: an address that was sent out when it was one page still leads to its sentence.

import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DOCUMENTS, buildFolder, launch, root, serveFolder, size, watched } from './site.mjs';

const DOCUMENT = DOCUMENTS[1];
const [FIRST, FURTHER] = [`${DOCUMENT}/index.html`, `${DOCUMENT}/actions/index.html`];
const it = {};

before(async () => {
  it.edition = mkdtempSync(join(tmpdir(), 'duizhao-divided-'));
  for (const name of ['site.toml', 'published-ids.toml', 'content', 'glossary', 'seeds', 'themes']) {
    if (existsSync(join(root, name))) cpSync(join(root, name), join(it.edition, name), { recursive: true });
  }
  const file = join(it.edition, 'content', DOCUMENT, 'document.toml');
  writeFileSync(file, `page-by = "chapter"\n${readFileSync(file, 'utf8')}`);
  it.folder = buildFolder(it.edition);
  it.host = await serveFolder(it.folder.address);
  it.browser = await launch();
});
after(async () => {
  await it.browser?.close();
  it.host?.end();
  it.folder?.end();
  if (it.edition) rmSync(it.edition, { recursive: true, force: true });
});

/** Opens a page from the host and from the folder, and finds nothing amiss. */
async function opened(path, options, use) {
  for (const home of [it.host.address, it.folder.address]) {
    const { page, faults, close } = await watched(it.browser, home, options);
    try {
      await page.goto(new URL(path, home).href);
      await use(page);
      assert.deepEqual(faults, [], path);
    } finally {
      await close();
    }
  }
}

/** A segment in the middle of a further page. */
async function some() {
  let id = '';
  await opened(FURTHER, size(1280), async (page) => {
    id = await page.evaluate(() => {
      const all = [...document.querySelectorAll('.row:not(.hd) .at')];
      return all[Math.floor(all.length / 2)].id;
    });
  });
  return id;
}

test('an old address goes to its sentence on the page where it stands, and back is where one came from', async () => {
  const id = await some();
  await opened(`${FIRST}?view=en#${id}`, size(1280), async (page) => {
    await page.waitForURL((url) => url.pathname.endsWith(FURTHER));
    assert.deepEqual([decodeURIComponent(new URL(page.url()).hash), new URL(page.url()).search], [`#${id}`, '?view=en']);
    const top = () => page.locator(`.row:has([id="${id}"])`).evaluate((row) => row.getBoundingClientRect().top);
    await page.waitForFunction((id) => {
      const box = document.querySelector(`.row:has([id="${id}"])`).getBoundingClientRect();
      return box.top >= 0 && box.top < innerHeight / 2;
    }, id);
    assert.ok(await top() >= 0);
  });
  await opened(FIRST, size(1280), async (page) => {
    const length = await page.evaluate(() => history.length);
    await page.evaluate((id) => { location.hash = id; }, id);
    await page.waitForURL((url) => url.pathname.endsWith(FURTHER));
    assert.equal(await page.evaluate(() => history.length), length + 1, 'the address that leads on is no step of its own');
  });
});

test('without scripts an old address shows a link to the sentence', async () => {
  const id = await some();
  for (const width of [1280, 390]) {
    await opened(`${FIRST}#${id}`, { ...size(width), javaScriptEnabled: false }, async (page) => {
      const shown = page.locator('.elsewhere a:visible');
      assert.equal(await shown.count(), 1);
      const box = await shown.boundingBox();
      assert.ok(box.y >= 40 && box.y < 500 && box.x >= 0 && box.x + box.width <= width, JSON.stringify(box));
      assert.ok(await page.locator('.elsewhere p').isVisible(), 'what it is is said');
      await shown.click();
      await page.waitForURL((url) => url.pathname.endsWith(FURTHER));
      assert.ok(await page.locator(`.row:has([id="${id}"])`).isVisible());
    });
  }
  await opened(FIRST, { ...size(1280), javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator('.elsewhere a:visible, .elsewhere p:visible').count(), 0, 'nothing of it otherwise');
  });
});

test('from the contents of any page to any chapter, and through all pages in order', async () => {
  for (const width of [1280, 390]) {
    await opened(FIRST, size(width), async (page) => {
      await page.locator('.chapters a[href*="tasks/"]').first().click();
      await page.waitForURL(/\/tasks\/index\.html#d-tasks$/);
      await page.locator('.menu.toc summary').click();
      await page.locator('.menu.toc a[href*="#d-situation"]').first().click();
      await page.waitForURL(/\/situation\/index\.html#d-situation$/);
      const seen = [];
      for (let n = 0; n < 9; n += 1) {
        seen.push(new URL(page.url()).pathname.split('/').slice(-2)[0]);
        await page.locator('.foot a[rel=next]').click();
        await page.waitForLoadState();
        if (!page.url().includes(DOCUMENT)) break;
      }
      assert.deepEqual(seen, ['situation', 'arrangements', 'directions', 'tasks', 'actions', 'implementation']);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    });
  }
});

test('a hit of a search leads to the page of the passage, a card and a preview open there', async () => {
  await opened(`search/index.html?q=${encodeURIComponent('Priority Actions')}&d=${DOCUMENT}`, size(1280), async (page) => {
    const hit = page.locator(`#found .r a.ref[href*="${DOCUMENT}/actions/"]`).first();
    await hit.click();
    await page.waitForURL((url) => url.pathname.endsWith(FURTHER) && url.hash.length > 1);
    const link = page.locator('.an.link > .sm').first();
    await link.click();
    const to = page.locator('.an.link .body .src a').first();
    await to.waitFor();
    const there = await to.evaluate((a) => a.href);
    await page.goto(there);
    assert.ok(await page.evaluate(() => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest('.row')), there);
  });
});
