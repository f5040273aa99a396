// Engines that lack what newer ones have, engines without scripts, pages without style sheets: all of them read well.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOCUMENTS, READER, size, theSite } from './site.mjs';

const OTHERS = ['index.html', 'terms/index.html', 'terms/2522/index.html', 'targets/index.html', 'compare/index.html', 'search/index.html'];
const site = theSite();
const { withPage } = site;

/** The rules of a style sheet as `[prelude, body]`, those of conditions within them. */
function rules(css) {
  const found = [];
  for (let at = 0; at < css.length;) {
    const open = css.indexOf('{', at);
    if (open < 0) break;
    let depth = 1;
    let end = open + 1;
    for (; depth && end < css.length; end += 1) depth += css[end] === '{' ? 1 : css[end] === '}' ? -1 : 0;
    found.push([css.slice(at, open).trim(), css.slice(open + 1, end - 1)]);
    at = end;
  }
  return found;
}

/** A list at its commas outside of brackets. */
const parts = (text, sign = ',') => text.split(new RegExp(`${sign}(?![^(]*\\))`));

const SELECTORS = /:has\(|::details-content|::highlight|:popover-open|:target-text/;
const CONDITIONS = /anchor-name|details-content|selector\(/;
const PROPERTIES = /^(content-visibility|contain-intrinsic-size|text-autospace|text-spacing-trim|text-wrap|hyphenate-limit-chars|text-justify|text-box-trim|scrollbar-gutter|overflow-clip-margin|interpolate-size|anchor-name|position-anchor|position-area|clip-path|inset|overscroll-behavior)$/;

/** The style sheet as an engine of 2019 understands it: a rule with one unknown selector is void as a whole; `:is()` forgives. */
function aged(css) {
  let dropped = 0;
  const out = rules(css).map(([prelude, body]) => {
    if (/^@(supports|media)/.test(prelude)) {
      if (CONDITIONS.test(prelude)) { dropped += 1; return ''; }
      const inner = aged(body);
      dropped += inner.dropped;
      return `${prelude}{${inner.css}}`;
    }
    const forgiving = prelude.replace(/,:where\(:not\(\.js\):has\([^()]*\)\)/g, '');
    if (!prelude.startsWith('@') && SELECTORS.test(forgiving)) { dropped += 1; return ''; }
    const known = body.split(/;(?![^(]*\))/).filter((declaration) => !PROPERTIES.test(declaration.split(':')[0].trim()) && !/subgrid|light-dark\(/.test(declaration));
    return `${forgiving}{${known.join(';')}}`;
  });
  return { css: out.join(''), dropped };
}

/** Opens a page in such an engine; gives how many rules it did not understand. */
async function inOldEngine(path, options, use) {
  let dropped = 0;
  await withPage('404.html', options, async (page) => {
    await page.addInitScript(() => {
      for (const name of ['popover', 'showPopover', 'hidePopover', 'togglePopover']) delete HTMLElement.prototype[name];
      delete CSS.highlights;
      delete window.Highlight;
    });
    await page.route(/\/style\.[^/]*\.css$/, async (route) => {
      const old = aged(await (await route.fetch()).text());
      dropped += old.dropped;
      await route.fulfill({ contentType: 'text/css', body: old.css });
    });
    await page.goto(site.preview.address + path);
    await use(page);
  });
  return dropped;
}

const languages = (page) => page.evaluate(() => [...new Set([...document.querySelectorAll('[data-row] [data-witness]:not([data-absent])')]
  .filter((reading) => reading.getClientRects().length && reading.textContent.trim()).map((reading) => reading.lang.split('-')[0]))].sort());

/** What is wider than the window, and neighbouring readings of a row that lie on each other. */
const misplaced = () => {
  const found = document.documentElement.scrollWidth > innerWidth ? ['wider than the window'] : [];
  for (const row of document.querySelectorAll('.row')) {
    const boxes = [...row.querySelectorAll(':scope > .cells > .cell')].map((cell) => cell.getBoundingClientRect()).filter((box) => box.width && box.height);
    boxes.slice(1).forEach((box, n) => {
      const last = boxes[n];
      if (box.left < last.right - 1 && last.left < box.right - 1 && box.top < last.bottom - 1 && last.top < box.bottom - 1) found.push(row.querySelector('.at')?.id);
    });
  }
  return found;
};

for (const width of [390, 1280]) {
  test(`without :has(), subgrid, popover, content-visibility: the reader at ${width} px`, async () => {
    const dropped = await inOldEngine(READER, size(width), async (page) => {
      const whole = await page.evaluate(() => [...document.querySelectorAll('.ed .row')].filter((row) => row.getClientRects().length === 0).length);
      assert.equal(whole, 0, 'every row is there');
      for (const [view, expected] of [['v-zh', ['zh']], ['v-en', ['en']], ['v-all', ['en', 'zh']]]) {
        await page.locator(`label[for="${view}"]`).click();
        assert.deepEqual(await languages(page), expected, view);
        assert.deepEqual(await page.evaluate(misplaced), [], view);
      }
      const term = page.locator('.row .s a[data-term]:visible').nth(2);
      await term.click();
      const card = page.locator('#tip');
      assert.ok(await card.isVisible(), 'a card opens');
      await card.locator('.bl').waitFor();
      await page.keyboard.press('Escape');
      assert.ok(!(await card.isVisible()));
      const row = page.locator('.ed .dv-paragraph > .row.multi').first();
      await row.locator('.r1').click();
      const marked = await row.locator('.s1:visible').first().evaluate((s) => getComputedStyle(s).backgroundColor);
      assert.notEqual(marked, 'rgba(0, 0, 0, 0)', 'the segment that is linked to is marked');
    });
    assert.ok(dropped > 20, `rules that are not understood: ${dropped}`);
  });
}

test('without :has() and without scripts: all languages are read, a term leads to its page', async () => {
  await inOldEngine(READER, { javaScriptEnabled: false, ...size(390, 844) }, async (page) => {
    assert.deepEqual(await languages(page), ['en', 'zh']);
    assert.deepEqual(await page.evaluate(misplaced), []);
    await page.locator('.row .s a[data-term]:visible').first().click();
    await page.waitForURL(/terms\/[\w-]+\/index\.html/);
  });
});

test('without :has(), subgrid, popover: the other pages are as wide as the window, and search answers', async () => {
  for (const path of OTHERS) {
    await inOldEngine(path, size(390), async (page) => {
      assert.deepEqual(await page.evaluate(misplaced), [], path);
      assert.ok((await page.locator('main').innerText()).trim().length > 40, path);
      if (path.startsWith('search/')) {
        await page.locator('#q').pressSequentially('数据要素');
        await page.locator('#found mark').first().waitFor();
      }
    });
  }
});

test('the order of a screen reader: number, source, translations, notes', async () => {
  for (const id of DOCUMENTS) {
    await withPage(`${id}/index.html`, size(1280), async (page) => {
      const wrong = await page.evaluate(() => {
        const roles = (row) => [...row.querySelectorAll('.r1, .cells > .cell:not(.facing), .side')].map((part) => (part.matches('.r1') ? 0 : part.matches('.side') ? 9 : Number(/ w(\d)/.exec(` ${part.className}`)[1])));
        return [...document.querySelectorAll('.ed .row')].map((row) => [row, roles(row)])
          .filter(([, order]) => order[0] !== 0 || order.some((place, n) => n && place <= order[n - 1])).map(([row]) => row.querySelector('.at').id);
      });
      assert.deepEqual(wrong, [], id);
      const words = await page.locator('.ed .row:has(.side .note.shown):visible').first().ariaSnapshot();
      const places = await page.locator('.ed .row:has(.side .note.shown):visible').first().evaluate((row) => [row.querySelector('.r1'), ...row.querySelectorAll('.cells > .cell.shown'), row.querySelector('.note.shown .q')].map((part) => part.textContent.trim().slice(0, 4)));
      let at = 0;
      for (const text of places) {
        at = words.indexOf(text, at);
        assert.ok(at >= 0, `${text} of ${places}\n${words}`);
        at += text.length;
      }
    });
  }
});

test('without style sheets the text is there, in order, each reading by itself', async () => {
  for (const path of [READER, `${DOCUMENTS[1]}/index.html`, ...OTHERS]) {
    await withPage('404.html', { javaScriptEnabled: false, ...size(800) }, async (page) => {
      await page.route(/\.css$/, (route) => route.fulfill({ contentType: 'text/css', body: '' }));
      await page.goto(site.preview.address + path);
      const found = await page.evaluate(() => {
        const readings = [...document.querySelectorAll('[data-row] .cell')].filter((cell) => cell.textContent.trim());
        const glued = readings.filter((cell) => cell.previousElementSibling?.classList.contains('cell') && cell.previousElementSibling.textContent.trim()
          && getComputedStyle(cell).display === 'inline' && !/\s$/.test(cell.previousSibling.textContent));
        return { hidden: readings.filter((cell) => !cell.getClientRects().length).length, glued: glued.map((cell) => cell.textContent.slice(0, 30)).slice(0, 5), words: document.querySelector('main').innerText.length };
      });
      assert.equal(found.hidden, 0, path);
      assert.deepEqual(found.glued, [], `${path}: readings run into one another`);
      assert.ok(found.words > 200, path);
    });
  }
});
