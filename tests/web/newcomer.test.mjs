// Tried as a new reader: from the first page to one sentence that can be cited, by what the pages show.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOCUMENTS, size, theSite } from './site.mjs';

const WORDS = '一件事一次办';
const site = theSite();

for (const [device, options] of [['at a desk', size(1280)], ['on a phone', { ...size(390, 844), hasTouch: true, isMobile: true }]]) {
  test(`what ${WORDS} means, how the plans speak of it, which translation misleads, one sentence cited: ${device}`, async () => {
    await site.withPage('index.html', { ...options, permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      // What this is: in the first window one reads what the edition holds, and from which years.
      const first = await page.evaluate(() => [...document.querySelectorAll('main h1, main .lead, main .year, main input')].filter((e) => e.getBoundingClientRect().top < innerHeight).map((e) => e.tagName));
      assert.ok(first.includes('H1') && first.includes('P') && first.includes('INPUT'), first.join());
      // A word one has met is asked for where one is.
      await page.locator('main input[type=search]').fill(WORDS);
      await page.keyboard.press('Enter');
      await page.waitForURL(/search\/index\.html\?q=/);
      // The term comes before the passages; it leads to its page.
      const term = page.locator('#found a[href*="terms/"]').first();
      await term.waitFor();
      assert.match(await term.innerText(), new RegExp(WORDS));
      const order = await page.evaluate(() => {
        const all = [...document.querySelectorAll('#found a')];
        return [all.findIndex((a) => a.href.includes('/terms/')), all.findIndex((a) => /#/.test(a.href) && !a.href.includes('/terms/') && !/notes|targets/.test(a.href))];
      });
      assert.ok(order[0] >= 0 && order[0] < order[1], order.join());
      await term.click();
      await page.waitForURL(/terms\/[\w-]+\/index\.html/);
      // What it means, in both languages, is in the first window.
      const gloss = page.locator('.gl .prose');
      assert.equal(await gloss.count(), 2);
      assert.ok((await gloss.first().boundingBox()).y < page.viewportSize().height);
      // How each plan speaks of it, year by year; the rendering that misleads is named so, with its ground.
      const years = await page.locator('.use:not(.none) h3').allInnerTexts();
      assert.ok(years.some((name) => name.includes('2021')) && years.some((name) => name.includes('2023')), years.join());
      const bad = page.locator('.rends .bad').first();
      assert.match(await bad.locator('.st').innerText(), /有误|误导|wrong|misleading/);
      assert.ok((await bad.locator('.nt').innerText()).length > 20, 'the ground is said');
      // The number beside a rendering leads to the sentence.
      await page.locator('.use:not(.none):has(h3:has-text("2023"))').locator('.pl a').first().click();
      await page.waitForURL(new RegExp(`${DOCUMENTS[0]}/index\\.html#`));
      const id = decodeURIComponent(new URL(page.url()).hash.slice(1));
      const row = page.locator(`.row:has([id="${id}"])`);
      assert.match(await row.innerText(), new RegExp(WORDS));
      const box = await row.boundingBox();
      assert.ok(box.y >= 0 && box.y < page.viewportSize().height - 60, `the row stands at ${box.y}`);
      // Its number offers the citation.
      await row.locator('.r1').click();
      await row.locator('[data-copy=cite]').click();
      const cited = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(cited, new RegExp(`${WORDS}[^]*2023[^]*${DOCUMENTS[0]}/index\\.html#`));
    });
  });
}
