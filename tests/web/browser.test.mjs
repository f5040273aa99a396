// The shipped edition in Chromium: read, by keyboard, without scripts, from a folder.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOCUMENTS, READER, theSite, watched } from './site.mjs';

const [DOCUMENT] = DOCUMENTS;
const site = theSite();

/** The readings of a segment that can be seen: witness → text without apparatus. */
function visible(page, segment) {
  return page.evaluate((segment) => {
    const found = {};
    for (const element of document.querySelectorAll(`[data-row] [data-witness][data-segment="${segment}"], [data-row][data-segment="${segment}"] [data-witness]`)) {
      if (element.getClientRects().length === 0) continue;
      const copy = element.cloneNode(true);
      copy.querySelectorAll('[data-apparatus]').forEach((part) => part.remove());
      found[element.dataset.witness] = copy.textContent;
    }
    return found;
  }, segment);
}

/** A segment that all of these witnesses read, in the middle of the page. */
function someSegment(page) {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll('[data-row] [data-witness="govcn"]:not([data-absent])')];
    return all[Math.floor(all.length / 2)].closest('[data-segment]').dataset.segment;
  });
}

/** Languages in which readings can be seen, as primary subtags. */
function languages(page) {
  return page.evaluate(() => {
    const shown = [...document.querySelectorAll('[data-row] [data-witness]:not([data-absent])')]
      .filter((element) => element.getClientRects().length > 0 && element.textContent.trim());
    return [...new Set(shown.map((element) => element.lang.split('-')[0]))].sort();
  });
}

/** Presses Tab until the focus is in a row that has a term; then goes on to the term. */
async function focusTerm(page) {
  for (let presses = 0; presses < 400; presses += 1) {
    await page.keyboard.press('Tab');
    const where = await page.evaluate(() => {
      const focus = document.activeElement;
      if (focus.closest('[data-witness] [data-term], [data-witness][data-term]')) return 'term';
      const row = focus.closest('[data-row]');
      const terms = [...(row?.querySelectorAll('[data-witness] [data-term]') ?? [])];
      return terms.some((term) => term.getClientRects().length > 0) ? 'row' : '';
    });
    if (where === 'row') await page.keyboard.press('ArrowRight');
    if (where) break;
  }
  const term = await focusedTerm(page);
  assert.ok(term, 'a term is reached by the keyboard');
  return term;
}

/** Goes on from a focused term to its page: at once, or through the link in its card. */
async function followByKeyboard(page, term) {
  const arrived = () => page.url().includes(`terms/${term}/`);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
  for (let presses = 0; presses < 10 && !arrived(); presses += 1) {
    await page.keyboard.press('Tab');
    const leads = await page.evaluate((term) => {
      const focus = document.activeElement;
      return Boolean(focus.closest('#tip') && focus.href?.includes(`terms/${term}/`));
    }, term);
    if (leads) {
      await page.keyboard.press('Enter');
      break;
    }
  }
  await page.waitForURL(new RegExp(`terms/${term}/`), { timeout: 5000 });
}

const focusedTerm = (page) => page.evaluate(() => document.activeElement?.dataset?.term ?? null);

test('both columns of the reader are read side by side', async () => {
  await site.withPage(READER, { viewport: { width: 1280, height: 900 } }, async (page) => {
    const segment = await someSegment(page);
    const readings = await visible(page, segment);
    assert.match(readings.govcn ?? '', /\p{Script=Han}/u);
    assert.match(readings.digichina ?? '', /[a-z]{3}/);
    const boxes = await page.evaluate((segment) => ['govcn', 'digichina'].map((witness) => {
      const reading = document.querySelector(`[data-row] [data-segment="${segment}"][data-witness="${witness}"]`);
      const box = (reading.closest(".cell") ?? reading).getBoundingClientRect();
      return { left: box.left, right: box.right, top: box.top };
    }), segment);
    assert.ok(boxes[0].right <= boxes[1].left + 1, 'the source stands left of the translation');
    assert.ok(Math.abs(boxes[0].top - boxes[1].top) < 60, 'they start at the same height');
  });
});

test('a term opens by keyboard, closes by Escape, and its page is reached and left again', async () => {
  await site.withPage(READER, { viewport: { width: 1280, height: 900 } }, async (page) => {
    const term = await focusTerm(page);
    const card = page.locator('#tip');
    await card.waitFor({ state: 'visible', timeout: 3000 });
    assert.ok((await card.innerText()).trim().length > 20, 'the card says something');
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'hidden', timeout: 3000 });
    assert.equal(await focusedTerm(page), term, 'the focus stays on the term');
    await followByKeyboard(page, term);
    assert.equal(await page.locator('main h1').count(), 1);
    const place = page.locator(`main a[href*="${DOCUMENT}/index.html#"]`).first();
    await place.click();
    await page.waitForURL(new RegExp(`${DOCUMENT}/index\\.html#`));
    const shown = await page.evaluate(() => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const box = target.closest('[data-row]').getBoundingClientRect();
      return box.bottom > 0 && box.top < innerHeight;
    });
    assert.ok(shown, 'the place that the term page names is in view');
  });
});

test('without scripts a term still leads to its page and its words are on the page', async () => {
  await site.withPage(READER, { javaScriptEnabled: false }, async (page) => {
    const link = page.locator('[data-row] [data-witness="govcn"] a[data-term]').first();
    const term = await link.getAttribute('data-term');
    assert.ok((await page.locator(`[id="t-${term}"]`).innerText()).trim().length > 20);
    await link.click();
    await page.waitForURL(new RegExp(`terms/${term}/index\\.html`));
    await page.goBack();
    await page.waitForURL(new RegExp(DOCUMENT));
  });
});

for (const javaScriptEnabled of [true, false]) {
  const scripts = javaScriptEnabled ? 'with scripts' : 'without scripts';
  test(`both languages, Chinese alone, English alone: ${scripts}`, async () => {
    await site.withPage(READER, { javaScriptEnabled, viewport: { width: 1280, height: 900 } }, async (page) => {
      assert.deepEqual(await languages(page), ['en', 'zh']);
      await page.locator('label[for="v-zh"]').click();
      assert.deepEqual(await languages(page), ['zh']);
      assert.equal(await page.locator('main h1 [lang|="en"]:visible').count(), 0);
      await page.locator('label[for="v-en"]').click();
      assert.deepEqual(await languages(page), ['en']);
      await page.locator('label[for="v-all"]').click();
      assert.deepEqual(await languages(page), ['en', 'zh']);
    });
  });
}

test('the address says which view is shown', async () => {
  for (const [view, expected] of [['zh', ['zh']], ['en', ['en']], ['both', ['en', 'zh']]]) {
    await site.withPage(`${READER}?view=${view}`, {}, async (page) => {
      assert.deepEqual(await languages(page), expected, view);
    });
  }
});

for (const width of [390, 1280]) {
  test(`a place that is linked to is not covered by the bar: ${width} px`, async () => {
    const { page, faults, close } = await watched(site.browser, site.preview.address, { viewport: { width, height: 800 } });
    await page.goto(site.preview.address + READER);
    const segment = await someSegment(page);
    await page.goto(`${site.preview.address}${READER}#${segment}`);
    await page.waitForTimeout(300);
    const seen = await page.evaluate((segment) => {
      const reading = [...document.querySelectorAll(`[data-row] [data-segment="${segment}"][data-witness]`)]
        .find((element) => element.getClientRects().length > 0);
      const box = reading.getClientRects()[0];
      const top = document.elementFromPoint(box.left + 2, box.top + box.height / 2);
      return { top: box.top, covered: !(top && (reading.contains(top) || top.contains(reading))) };
    }, segment);
    assert.ok(seen.top >= 0 && seen.top < 400, `the reading stands at ${seen.top} px`);
    assert.ok(!seen.covered, 'the reading is covered');
    assert.deepEqual(faults, []);
    await close();
  });
}

test('the site works from a folder', async () => {
  await site.withPage(site.folder.address + READER, {}, async (page) => {
    const segment = await someSegment(page);
    assert.match((await visible(page, segment)).govcn ?? '', /\p{Script=Han}/u);
    const term = page.locator('[data-row] [data-witness="govcn"] a[data-term]').first();
    await page.goto(await term.evaluate((element) => element.href));
    await page.locator(`main a[href*="${DOCUMENT}/index.html#"]`).first().click();
    await page.waitForURL(new RegExp(`${DOCUMENT}/index\\.html#`));
  });
});

test('every page opens without a complaint of the browser', async () => {
  const { page, faults, close } = await watched(site.browser, site.preview.address);
  // A book in one file, `plan/plan.html`, is an export and no page of the site.
  for (const path of site.folder.pages.filter((name) => name.endsWith('index.html'))) {
    await page.goto(site.preview.address + path.replaceAll('\\', '/'));
    assert.ok((await page.title()).trim(), `${path} has a title`);
    assert.deepEqual(faults, [], path);
  }
  await close();
});

test('an address that does not exist gets a page that says so', async () => {
  const { page, close } = await watched(site.browser, site.preview.address);
  const response = await page.goto(`${site.preview.address}no/such/page.html`);
  assert.equal(response.status(), 404);
  assert.match(await page.locator('main').innerText(), /没有这一页[^]*There is no such page/);
  await page.locator('label[for=v-zh]').click();
  assert.doesNotMatch(await page.locator('main').innerText(), /[A-Za-z]/, 'its choice of language works');
  await close();
});

test('a link shows the other passage in place, in every language it has; without scripts it leads to where both stand', async () => {
  for (const javaScriptEnabled of [true, false]) {
    await site.withPage(`${DOCUMENTS[1]}/index.html`, { javaScriptEnabled, viewport: { width: 1280, height: 900 } }, async (page) => {
      const link = page.locator('.an.link').filter({ hasText: '整体布局规划' }).locator('a.sm').first();
      const id = await link.evaluate((a) => a.parentNode.dataset.link);
      await link.click();
      if (!javaScriptEnabled) {
        await page.waitForURL(/compare\/.*#link-/);
        assert.match(await page.locator(`[data-link="${id}"]`).innerText(), /\p{Script=Han}{4}[^]*[a-z]{4}/u);
        return;
      }
      const other = page.locator(`.an.link[data-link="${id}"] .passage`);
      await other.waitFor({ state: 'visible' });
      const languages = await other.locator('dd, .rp').evaluateAll((all) => all.map((reading) => reading.lang.split('-')[0]).sort());
      assert.deepEqual(languages, ['en', 'zh']);
      assert.ok(await other.locator('mark').count() > 0, 'the quoted words are marked');
      await link.click();
      assert.ok(!(await other.isVisible()));
      await link.click();
      assert.equal(await other.count(), 1, 'it is there once');
      await other.locator('.src a').click();
      await page.waitForURL(new RegExp(`${DOCUMENT}/index\\.html#`));
    });
  }
});
