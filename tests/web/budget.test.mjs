// What pages weigh, how many requests they make, and what Lighthouse says where no clock is asked.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { budget, KINDS } from './budget.mjs';
import { DOCUMENTS, launch, serveFolder, theSite } from './site.mjs';

const PAGES = [...DOCUMENTS.map((id) => `${id}/index.html`), ...KINDS];
const PORT = 9333;
const site = theSite();
const zipped = (url) => gzipSync(readFileSync(new URL(url)), { level: 9 }).length;
const sum = (urls) => urls.reduce((all, url) => all + zipped(url), 0);

test('reader pages are within their weight', (t) => {
  for (const [path, most] of Object.entries(budget.html)) {
    const weight = zipped(site.folder.address + path);
    t.diagnostic(`${path}: ${weight} of ${most} bytes`);
    assert.ok(weight <= most, `${path}: ${weight} > ${most}`);
  }
});

test('style sheets, scripts and requests of every kind of page are within theirs', async (t) => {
  for (const path of PAGES) {
    const asked = new Set();
    await site.withPage(site.folder.address + path, {}, async (page) => {
      page.on('request', (request) => asked.add(request.url()));
      await page.reload({ waitUntil: 'load' });
    });
    const urls = [...asked].filter((url) => !url.startsWith('data:'));
    const most = (of) => (path.startsWith('search/') && of.search) || of['every-page'];
    const styles = sum(urls.filter((url) => /\.css$/.test(url) && !/\/print\./.test(url)));
    const print = sum(urls.filter((url) => /\/print\.\w+\.css$/.test(url)));
    const scripts = sum(urls.filter((url) => /\.js$/.test(url)));
    t.diagnostic(`${path}: ${urls.length} requests, ${styles} bytes of styles, ${scripts} of scripts`);
    assert.ok(urls.some((url) => url.endsWith('.css')), `${path} has a style sheet`);
    assert.ok(styles <= most(budget.styles), `${path}: styles ${styles}`);
    assert.ok(print > 0 && print <= budget.styles.print, `${path}: styles for paper ${print}`);
    assert.ok(scripts <= most(budget.scripts), `${path}: scripts ${scripts}`);
    assert.ok(urls.length <= most(budget.requests), `${path}: ${urls.join(' ')}`);
  }
});

test('Lighthouse: accessibility, best practices and SEO of the reader', async (t) => {
  const { default: lighthouse } = await import('lighthouse');
  const browser = await launch(`--remote-debugging-port=${PORT}`);
  const served = await serveFolder(site.folder.address);
  const { page, ...wanted } = budget.lighthouse;
  try {
    const { lhr } = await lighthouse(served.address + page, { port: PORT, onlyCategories: Object.keys(wanted), logLevel: 'error' });
    for (const [name, least] of Object.entries(wanted)) {
      const category = lhr.categories[name];
      const lost = category.auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1);
      t.diagnostic(`${name}: ${Math.round(category.score * 100)}`);
      assert.ok(category.score * 100 >= least, `${name} ${category.score * 100}: ${lost.map(({ id }) => `${id} ${JSON.stringify(lhr.audits[id].details?.items ?? '').slice(0, 300)}`).join('\n')}`);
    }
  } finally {
    served.end();
    await browser.close();
  }
});
