// How the pages stand in the window: at many widths, in both schemes, enlarged, by keyboard, without scripts.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { READER, serveFolder, size, theSite, together, watched } from './site.mjs';

const KINDS = [
  'index.html', 'terms/index.html', 'terms/2522/index.html', 'targets/index.html', 'compare/index.html',
  'apparatus/index.html', 'notes/index.html', 'sources/index.html', 'about/index.html', 'search/index.html', '404.html',
];
const WIDTHS = [320, 360, 390, 480, 600, 704, 768, 1024, 1152, 1280, 1536, 1920];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const site = theSite();
const { withPage } = site;

/** Lays out what is skipped off screen: its places are asked for as they are once a reader comes there. */
const unroll = () => document.querySelectorAll('.ed section, .gloss dl').forEach((part) => { part.style.contentVisibility = 'visible'; });

/** The faults that axe finds, in words. */
async function axeFaults(page) {
  await page.evaluate(unroll);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const { violations } = await page.evaluate((rules) => axe.run(document, { runOnly: rules, resultTypes: ['violations'] }), RULES);
  return violations.map((fault) => {
    const nodes = fault.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`);
    return `${fault.id}: ${fault.help} (${fault.nodes.length})\n  ${nodes.join('\n  ')}`;
  });
}

for (const colorScheme of ['light', 'dark']) {
  test(`axe: the whole reader, three views, three widths: ${colorScheme}`, async () => {
    await together([390, 768, 1280], async (width) => {
      await withPage(READER, { colorScheme, ...size(width) }, async (page) => {
        for (const view of ['v-all', 'v-zh', 'v-en']) {
          await page.locator(`label[for="${view}"]`).click();
          assert.deepEqual(await axeFaults(page), [], `${width} ${view}`);
        }
      });
    });
  });
}

test('axe: every kind of page, widths and schemes taking turns', async () => {
  await together(KINDS, async (path, turn) => {
    for (const [width, colorScheme] of [[[390, 768, 1280][turn % 3], turn % 2 ? 'light' : 'dark'], [1280, turn % 2 ? 'dark' : 'light']]) {
      await withPage(path, { colorScheme, ...size(width) }, async (page) => {
        assert.deepEqual(await axeFaults(page), [], `${path} ${width} ${colorScheme}`);
      });
    }
  });
});

test('axe: an open card, the menus and the help', async () => {
  await withPage(READER, size(1280), async (page) => {
    await page.locator('.row .s a[data-term]:visible').first().click();
    await page.locator('#tip.pinned').waitFor();
    await page.evaluate(axe);
    const told = async (what) => page.evaluate(([what, rules]) => axe.run(what, { runOnly: rules })
      .then((result) => result.violations.map((fault) => `${fault.id} ${fault.nodes[0].html.slice(0, 120)}`)), [what, RULES.slice(0, 5)]);
    assert.deepEqual(await told('#tip'), []);
    await page.keyboard.press('Escape');
    for (const menu of ['.menu.texts', '.menu.toc', '.menu.site']) {
      await page.locator(`${menu} summary`).click();
      assert.deepEqual(await told(menu), []);
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    assert.deepEqual(await told('#help'), []);
  });
});

/** What is wider than the window, and controls of the bar that lie on each other or outside. */
const misplaced = () => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  const controls = [...document.querySelectorAll('.top > *, .top .view label')].filter((e) => e.getClientRects().length && e.className !== 'where');
  const found = wide > 0 ? [`${wide} px wider`] : [];
  for (const [i, a] of controls.entries()) {
    const x = a.getBoundingClientRect();
    if (x.left < -0.5 || x.right > innerWidth + 0.5) found.push(`${a.className || a.htmlFor} outside`);
    for (const b of controls.slice(i + 1)) {
      if (a.contains(b) || b.contains(a)) continue;
      const y = b.getBoundingClientRect();
      if (x.left < y.right - 1 && y.left < x.right - 1 && x.top < y.bottom - 1 && y.top < x.bottom - 1) {
        found.push(`${a.className || a.htmlFor} lies on ${b.className || b.htmlFor}`);
      }
    }
  }
  return found;
};

test('nothing is wider than the window or lies on its neighbour in the bar, at twelve widths', async () => {
  await together([READER, 'digital-economy-2021/index.html', ...KINDS], async (path) => {
    await withPage(path, size(1280), async (page) => {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        assert.deepEqual(await page.evaluate(misplaced), [], `${path} ${width}`);
      }
    });
  });
});

test('source and translation stand on the same line', async () => {
  await withPage(READER, size(1280), async (page) => {
    for (const width of [1280, 768]) {
      await page.setViewportSize({ width, height: 900 });
      const apart = await page.evaluate(() => {
        const found = [];
        for (const row of [...document.querySelectorAll('.row:not(.hd)')].slice(0, 40)) {
          const cells = [...row.querySelectorAll('.cell')].filter((cell) => cell.getClientRects().length && cell.textContent.trim() && !cell.classList.contains('void'));
          const lines = cells.map((cell) => {
            const probe = cell.insertBefore(document.createElement('i'), cell.firstChild);
            probe.style.cssText = 'display:inline-block;width:0;height:0';
            const y = probe.getBoundingClientRect().bottom;
            probe.remove();
            return y;
          });
          const delta = Math.max(...lines) - Math.min(...lines);
          if (!(delta < 0.6)) found.push(`${row.querySelector('.at')?.id}: ${delta}`);
        }
        return found;
      });
      assert.deepEqual(apart, [], String(width));
    }
  });
});

test('targets are at least 24 px, links in text aside', async () => {
  await together([READER, ...KINDS], async (path) => {
    await withPage(path, size(1280), async (page) => {
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        const small = await page.evaluate(() => [...document.querySelectorAll('.top a, .top summary, .top label, button, input[type=search], select, .an > summary, .foot nav a, .filter input')]
          .filter((e) => e.getClientRects().length && !e.closest('.ways') && e.checkVisibility?.() !== false)
          .map((e) => [e, e.getBoundingClientRect()])
          .filter(([e, box]) => !e.closest('.where') && (box.height < 23.9 && !e.closest('.all') || box.width < 23.9))
          .map(([e, box]) => `${e.outerHTML.slice(0, 90)} ${Math.round(box.width)}×${Math.round(box.height)}`));
        assert.deepEqual(small, [], `${path} ${width}`);
      }
    });
  });
});

test('text spacing of the reader’s own loses nothing', async () => {
  const pages = [READER, 'index.html', 'terms/2522/index.html', 'targets/index.html', 'sources/index.html'];
  await together(pages, async (path) => {
    await withPage(path, { ...size(1280), bypassCSP: true }, async (page) => {
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await page.addStyleTag({ content: '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}' });
        const lost = await page.evaluate(() => {
          const found = [];
          if (document.documentElement.scrollWidth > innerWidth) found.push('wider than the window');
          for (const cell of document.querySelectorAll('.row .cell, .prose, h1, h2, h3, dd, .an .body')) {
            if (!cell.getClientRects().length || cell.closest('.menu,dialog,.vh')) continue;
            const style = getComputedStyle(cell);
            if (style.overflowY !== 'visible' && cell.scrollHeight > cell.clientHeight + 2) found.push(cell.outerHTML.slice(0, 100));
          }
          return found.slice(0, 5);
        });
        assert.deepEqual(lost, [], `${path} ${width}`);
      }
    });
  });
});

for (const javaScriptEnabled of [true, false]) {
  test(`anchors are clear of the bars ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
    for (const width of [390, 1280]) {
      await withPage(READER, { javaScriptEnabled, ...size(width, 800) }, async (page) => {
        const ids = await page.evaluate(() => [...document.querySelectorAll('.row > .at')].map((at) => at.id).filter((_, i) => i % 25 === 7));
        assert.ok(ids.length > 4);
        for (const id of ids) {
          await page.goto(`${site.preview.address}${READER}#${id}`);
          await page.waitForTimeout(80);
          const top = await page.evaluate((id) => {
            const bars = [...document.querySelectorAll('.top,.cols')].filter((e) => e.getClientRects().length).map((e) => e.getBoundingClientRect()).filter((box) => box.top < 90);
            const row = document.getElementById(id).closest('.row').getBoundingClientRect();
            return { room: row.top - Math.max(...bars.map((box) => box.bottom)), top: row.top };
          }, id);
          assert.ok(top.room > -1 && top.top < 400, `${width} ${id} ${JSON.stringify(top)}`);
        }
      });
    }
  });
}

for (const javaScriptEnabled of [true, false]) {
  test(`the first jump into a long document lands where the contents lead ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
    for (const path of ['digital-economy-2021/index.html', 'informatization-2021/index.html']) {
      await withPage(path, { javaScriptEnabled, ...size(1280) }, async (page) => {
        const ids = await page.evaluate(() => [...document.querySelectorAll('.toc a')].map((a) => a.hash.slice(1)).filter((_, i) => i % 6 === 2));
        for (const id of ids) {
          await page.goto('about:blank');
          await page.goto(`${site.preview.address}${path}#${id}`);
          const top = () => page.evaluate((id) => document.getElementById(decodeURIComponent(id)).getBoundingClientRect().top, id);
          const lands = (at) => at > -1 && at < 250;
          for (let tries = 0; tries < 50 && !lands(await top()); tries += 1) await page.waitForTimeout(100);
          await page.waitForTimeout(300);
          const at = await top();
          assert.ok(lands(at), `${path} ${id}: ${at}, where it stays`);
        }
      });
    }
  });
}

test('every stop of the Tab key is visible', async () => {
  for (const [path, width, presses] of [[READER, 1280, 90], [READER, 390, 60], ['index.html', 390, 40], ['terms/index.html', 1280, 40]]) {
    await withPage(path, size(width, 800), async (page) => {
      for (let press = 0; press < presses; press += 1) {
        await page.keyboard.press('Tab');
        const hidden = await page.evaluate(() => {
          const focus = document.activeElement;
          if (!focus || focus === document.body) return null;
          const at = focus.matches('.view input') ? focus.nextElementSibling : focus;
          const box = [...at.getClientRects()].find((rect) => rect.width > 0);
          if (!box) return `${focus.outerHTML.slice(0, 100)} has no box`;
          const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
          const y = box.top + box.height / 2;
          const hit = y >= 0 && y < innerHeight && document.elementFromPoint(x, y);
          return hit && (at.contains(hit) || hit.contains(at) || hit.closest('#tip')) ? null : `${focus.outerHTML.slice(0, 100)} at ${Math.round(y)}`;
        });
        assert.equal(hidden, null, `${path} ${width} press ${press}`);
      }
    });
  }
});

test('a card can be entered, dismissed, pinned: by pointer', async () => {
  await withPage(READER, size(1280), async (page) => {
    const term = page.locator('.row .s a[data-term]:visible').nth(3);
    const card = page.locator('#tip');
    await term.scrollIntoViewIfNeeded();
    await term.hover();
    await card.waitFor({ state: 'visible' });
    const box = await card.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 6 });
    await page.waitForTimeout(600);
    assert.ok(await card.isVisible(), 'it stays while the pointer is on it');
    await page.keyboard.press('Escape');
    assert.ok(!(await card.isVisible()), 'Escape dismisses it, the pointer unmoved');
    await page.mouse.move(5, 890);
    await term.hover();
    await card.waitFor({ state: 'visible' });
    await page.mouse.move(5, 890, { steps: 3 });
    await card.waitFor({ state: 'hidden', timeout: 2000 });
    await term.click();
    await page.mouse.move(5, 890, { steps: 3 });
    await page.waitForTimeout(600);
    assert.ok(await card.isVisible(), 'a click pins it');
    await page.mouse.click(5, 890);
    assert.ok(!(await card.isVisible()), 'a click elsewhere closes it');
  });
});

test('a card is a sheet at the foot of a phone, opened and closed by touch', async () => {
  await withPage(READER, { ...size(390, 844), hasTouch: true, isMobile: true, colorScheme: 'dark' }, async (page) => {
    const term = page.locator('.row .s a[data-term]:visible').nth(2);
    await term.scrollIntoViewIfNeeded();
    await term.tap();
    const card = page.locator('#tip');
    await card.waitFor({ state: 'visible' });
    const box = await card.boundingBox();
    assert.ok(box.x <= 1 && box.width > 370 && Math.abs(box.y + box.height - 844) < 2, JSON.stringify(box));
    await page.locator('#tip .close').tap();
    assert.ok(!(await card.isVisible()));
  });
});

/** Where to press and to let go of the pointer, so that it is drawn over one text of two neighbouring rows in the middle of the window. */
const overTwoRows = (cell) => {
  const rows = [...document.querySelectorAll('.ed .dv-paragraph > .row')];
  const shown = (row) => row?.querySelector(cell)?.textContent.trim();
  const first = rows.find((row) => shown(row) && row.nextElementSibling?.matches('.row') && shown(row.nextElementSibling) && row.offsetHeight + row.nextElementSibling.offsetHeight < innerHeight / 2);
  const cells = [first, first.nextElementSibling].map((row) => row.querySelector(cell));
  scrollBy(0, cells[0].getBoundingClientRect().top - innerHeight / 4);
  const [from, to] = cells.map((cell) => cell.getBoundingClientRect());
  return [[from.left + 2, from.top + 12], [to.right - 5, to.bottom - 8]];
};

test('dragging over one column copies this column only', async () => {
  await withPage(READER, { ...size(1280), permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    for (const [cell, wanted, other] of [['.cell.w1', /\p{Script=Han}/gu, /[A-Za-z]{4,}/g], ['.cell.shown.pri:not(.w1)', /[A-Za-z]{4,}/g, /\p{Script=Han}/gu]]) {
      const [from, to] = await page.evaluate(overTwoRows, cell);
      await page.mouse.move(...from);
      await page.mouse.down();
      await page.mouse.move(...to, { steps: 12 });
      await page.mouse.up();
      await page.keyboard.press('Control+c');
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.ok(copied.match(wanted)?.length > 8, copied);
      const stray = copied.match(other) ?? [];
      assert.ok(stray.length < 3, `${cell}: another language is in it: ${stray}`);
      await page.mouse.click(5, 890);
    }
  });
});

test('the number of a row offers link, text and citation of the row, a letter those of its clause', async () => {
  await withPage(READER, { ...size(1280), permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    const row = page.locator('.ed .dv-paragraph > .row.multi').nth(3);
    await row.locator('.ref.r1').click();
    const id = decodeURIComponent(new URL(page.url()).hash.slice(1));
    const read = () => page.evaluate(() => navigator.clipboard.readText());
    await row.locator('[data-copy=link]').click();
    assert.equal(decodeURIComponent(await read()), `${site.preview.address}${READER}#${id}`);
    await row.locator('[data-copy=text]').click();
    const text = await read();
    assert.match(text, /\p{Script=Han}/u);
    assert.match(text, /[a-z]{4}/);
    await row.locator('[data-copy=cite]').click();
    const cited = await read();
    const words = text.split('\n');
    assert.deepEqual(cited.split('\n').slice(0, -1).map((line) => line.replace(/ \([^()]*\)$/, '')), words, 'each with the name of its text');
    assert.match(cited, /\(.*gov\.cn\)\n/);
    assert.match(cited, /\d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\)/, 'version and date');
    assert.ok(cited.endsWith(`#${encodeURIComponent(id).replaceAll('%2E', '.')}`), cited);
    await row.locator('[data-do=refs]').click();
    assert.equal(await row.locator('.cites dd').count(), 8, 'four styles in two languages');
    const whole = await row.locator('.cell.shown').first().evaluate((cell) => cell.querySelectorAll('[data-apparatus]').forEach((sign) => sign.remove()) ?? cell.textContent.trim());
    assert.ok(text.startsWith(whole), `${text} begins with ${whole}`);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.row .act').count(), 0);
    await row.locator('.ref.sub').first().click();
    await row.locator('[data-copy=text]').click();
    const clause = await read();
    assert.ok(clause.length < text.length && clause.split('\n').every((words) => text.includes(words)), clause);
    await row.locator('[data-copy=link]').click();
    assert.notEqual(decodeURIComponent(await read()).split('#')[1], id);
  });
});

test('letters lead through rows, terms and notes, and can be switched off', async () => {
  await withPage(READER, size(1280), async (page) => {
    const row = () => page.evaluate(() => document.activeElement.closest('.row')?.querySelector('.at').id ?? '');
    await page.keyboard.press('j');
    const first = await row();
    await page.keyboard.press('j');
    const second = await row();
    assert.ok(first && second && first !== second);
    await page.keyboard.press('k');
    assert.equal(await row(), first);
    await page.keyboard.press('t');
    assert.ok(await page.evaluate(() => document.activeElement.matches('.cells a[data-term]')));
    await page.keyboard.press('n');
    assert.ok(await page.evaluate(() => document.activeElement.matches('.note > summary')));
    await page.waitForTimeout(500);
    assert.ok(!(await page.locator('#tip').isVisible()), 'no card opens once the focus has gone on');
    await page.keyboard.press('?');
    assert.ok(await page.locator('#help').isVisible());
    await page.locator('#keys').uncheck();
    await page.keyboard.press('Escape');
    assert.ok(!(await page.locator('#help').isVisible()));
    const before = await row();
    await page.keyboard.press('j');
    assert.equal(await row(), before, 'switched off');
  });
});

test('only rows of one sort, and all of them again', async () => {
  await withPage(READER, size(1280), async (page) => {
    const shown = () => page.locator('.ed .row:not(.hd):visible').count();
    const all = await shown();
    await page.locator('.menu.texts summary').click();
    for (const sort of ['term', 'note', 'link']) {
      await page.locator('#only').selectOption(sort);
      const some = await shown();
      assert.ok(some > 0 && some < all, `${sort}: ${some} of ${all}`);
    }
    await page.locator('#reset').click();
    assert.equal(await shown(), all);
  });
});

test('a row is explained: its terms with their glosses, its notes open; and again as it was', async () => {
  await withPage(READER, size(1280), async (page) => {
    const row = page.locator('.ed .dv-paragraph > .row').filter({ has: page.locator('.note') }).filter({ has: page.locator('.cell.shown a[data-term]') }).nth(2);
    await row.locator('.r1').click();
    await row.locator('[data-do=explain]').click();
    await row.locator('.explain .bl').first().waitFor();
    const terms = await row.evaluate((row) => new Set([...row.querySelectorAll('.cells a[data-term]')].filter((a) => a.getClientRects().length).map((a) => a.dataset.term)).size);
    assert.equal(await row.locator('.explain .g').count(), terms);
    assert.equal(await row.locator('details.an:not([open])').count(), 0);
    await row.locator('[data-do=explain]').click();
    assert.equal(await page.locator('.explain').count(), 0);
    assert.equal(await row.locator('details.an[open]').count(), 0);
  });
});

test('a list of rows lives in the address and can be sent on', async () => {
  await withPage(READER, size(1280), async (page) => {
    const ids = [];
    for (const place of [3, 8]) {
      const row = page.locator('.ed .dv-paragraph > .row').nth(place);
      ids.push(await row.locator('.at').first().getAttribute('id'));
      await row.locator('.r1').click();
      await row.locator('[data-do=list]').click();
    }
    assert.equal(new URL(page.url()).searchParams.get('list'), ids.join(','));
    await page.goto(page.url().replace(/#.*/, ''));
    const shown = await page.evaluate(() => [...document.querySelectorAll('.ed .row:not(.hd)')].filter((r) => r.getClientRects().length).map((r) => r.querySelector('.at').id));
    assert.deepEqual(shown, ids);
    await page.locator('label[for="v-zh"]').click();
    assert.equal(new URL(page.url()).searchParams.get('list'), ids.join(','), 'a change of view keeps it');
  });
});

test('pinyin stands over terms and leaves the text as it is', async () => {
  await withPage(READER, size(1280), async (page) => {
    const text = () => page.evaluate(() => [...document.querySelectorAll('[data-row] [data-witness="govcn"]')].map((reading) => {
      const copy = reading.cloneNode(true);
      copy.querySelectorAll('[data-apparatus]').forEach((part) => part.remove());
      return copy.textContent;
    }).join('\n'));
    const before = await text();
    await page.locator('.menu.texts summary').click();
    await page.locator('#pinyin').check();
    assert.match(await page.locator('.ed rt').first().textContent(), /[āáǎàēéěèīíǐìōóǒòūúǔù]/);
    assert.equal(await text(), before);
    await page.locator('#pinyin').uncheck();
    assert.equal(await page.locator('.ed ruby').count(), 0);
    assert.equal(await text(), before);
  });
});

test('the view is kept over a reload, and the address overrides it', async () => {
  await withPage(READER, size(1280), async (page) => {
    await page.locator('label[for="v-zh"]').click();
    await page.reload();
    assert.equal(await page.locator('html').getAttribute('data-view'), 'zh');
    await page.goto(`${site.preview.address}${READER}?view=en`);
    assert.equal(await page.locator('html').getAttribute('data-view'), 'en');
  });
});

test('a change of view keeps the place', async () => {
  await withPage(READER, size(1280, 800), async (page) => {
    await page.evaluate(() => document.querySelectorAll('.ed .row')[50].scrollIntoView());
    await page.waitForTimeout(200);
    const place = () => page.evaluate(() => {
      let row = null;
      for (let y = 120; y < 300 && !row; y += 12) row = document.elementFromPoint(document.documentElement.clientWidth / 3, y)?.closest('.row');
      return [...document.querySelectorAll('.row')].indexOf(row);
    });
    const here = await place();
    for (const view of ['v-zh', 'v-all', 'v-en', 'v-all']) {
      await page.locator(`label[for="${view}"]`).click();
      await page.waitForTimeout(80);
      const there = await place();
      assert.ok(Math.abs(there - here) <= 2, `${view}: row ${here} → ${there}`);
    }
  });
});

test('the contents say where one is', async () => {
  await withPage(READER, size(1280), async (page) => {
    const id = await page.evaluate(() => document.querySelectorAll('.ed > section[id]')[4].id);
    await page.goto(`${site.preview.address}${READER}#${id}`);
    await page.waitForTimeout(150);
    await page.locator('.menu.toc summary').click();
    await page.waitForTimeout(100);
    const current = await page.locator('.toc [aria-current]').getAttribute('href');
    assert.ok(await page.evaluate(([id, current]) => document.getElementById(id).contains(document.getElementById(current.slice(1))), [id, decodeURIComponent(current)]), current);
  });
});

test('a phone in the dark without scripts reads well', async () => {
  await withPage(READER, { javaScriptEnabled: false, colorScheme: 'dark', ...size(390, 844) }, async (page) => {
    assert.deepEqual(await page.evaluate(misplaced), []);
    const found = await page.evaluate(() => {
      const shown = (lang) => [...document.querySelectorAll(`[data-row] [data-witness][lang|="${lang}"]`)].filter((e) => e.getClientRects().length && e.textContent.trim()).length;
      return { zh: shown('zh'), en: shown('en'), background: getComputedStyle(document.body).backgroundColor };
    });
    assert.ok(found.zh > 100 && found.en > 100, JSON.stringify(found));
    assert.equal(found.background, 'rgb(21, 23, 26)');
  });
});

test('the site lives under a path of its own', async () => {
  const served = await serveFolder(site.folder.address, '/x/y/');
  const base = served.address;
  const { page, faults, close } = await watched(site.browser, base);
  try {
    for (const path of ['index.html', READER, 'terms/2522/index.html', 'about/index.html']) {
      await page.goto(base + path);
      const out = await page.evaluate((base) => [...document.querySelectorAll('a[href]')].map((a) => a.href).filter((href) => href.startsWith(location.origin) && !href.startsWith(base)), base);
      assert.deepEqual(out, [], path);
    }
    await page.locator('.brand').click();
    await page.waitForURL(`${base}index.html`);
    assert.deepEqual(faults, []);
  } finally {
    await close();
    served.end();
  }
});
