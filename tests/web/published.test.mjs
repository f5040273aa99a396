// The finished site where readers meet it: under a path of a plain file server, and opened from a folder.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch, program, root, together, watched } from './site.mjs';

const UNDER = '/some/edition/';
const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.xml': 'application/xml', '.json': 'application/json', '.txt': 'text/plain; charset=utf-8',
};

/** Serves a folder below a path as any host of plain files does: no rewrites, no headers but the type. */
async function host(folder) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    let file = path.startsWith(UNDER) ? join(folder, path.slice(UNDER.length)) : '';
    if (file && existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
    const found = file && existsSync(file);
    if (!found) file = join(folder, '404.html');
    response.writeHead(found ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    response.end(existsSync(file) ? readFileSync(file) : '');
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${server.address().port}${UNDER}`, end: () => server.close() };
}

const home = mkdtempSync(join(tmpdir(), 'duizhao-published-'));
const folder = join(home, 'site');
let browser;
let server;

before(async () => {
  server = await host(folder);
  build(root, folder, server.address);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.end();
  rmSync(home, { recursive: true, force: true });
});

function build(edition, output, address) {
  execFileSync(program, ['build', '--quiet', '--root', edition, '--output', output, '--base-url', address], { stdio: 'inherit' });
}

const pagesOf = (output) => readdirSync(output, { recursive: true })
  .map((name) => name.replaceAll('\\', '/')).filter((name) => name.endsWith('.html'));

/** What a page names: the ids on it, and the addresses it leads to or is made of, as the browser reads them. */
const named = () => ({
  ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
  addresses: [...document.querySelectorAll('[href], [src], [srcset], [data-src], [data-index]')].flatMap((element) => {
    const data = [element.dataset.src, element.dataset.index].filter(Boolean).map((path) => new URL(path, location.href).href);
    const sets = (element.srcset ?? '').split(',').map((part) => part.trim().split(/\s/)[0]).filter(Boolean);
    const own = typeof element.href === 'string' ? element.href : element.href?.baseVal;
    return [own, element.src, ...data, ...sets.map((path) => new URL(path, location.href).href)].filter(Boolean);
  }),
});

/** Opens every page at an address; gives what is amiss: complaints of the browser, addresses that lead nowhere. */
async function openedAll(address, folder) {
  const pages = pagesOf(folder);
  const ids = new Map();
  const addresses = new Map();
  const amiss = [];
  const workers = [0, 1, 2].map(() => watched(browser, `${address}index.html`));
  const free = await Promise.all(workers);
  await together(pages, async (path) => {
    const watch = free.pop();
    await watch.page.goto(address + encodeURI(path));
    const { ids: own, addresses: led } = await watch.page.evaluate(named);
    const now = watch.page.url().split('#')[0];
    assert.equal(now, address + encodeURI(path), 'the page stays where it was opened');
    ids.set(now, new Set(own));
    led.filter((to) => to.startsWith(address)).forEach((to) => addresses.set(to, path));
    amiss.push(...watch.faults.splice(0).map((fault) => `${path}: ${fault}`));
    free.push(watch);
  });
  await Promise.all(free.map((watch) => watch.close()));
  for (const [to, path] of addresses) {
    const [file, fragment] = to.split('#');
    const below = decodeURIComponent(file.slice(address.length).split('?')[0]);
    // A folder of the index of search is named, and a host with a sitemap has the page as a folder.
    const is = join(folder, below);
    const page = ids.get(file) ?? ids.get(`${file}index.html`);
    if (!existsSync(is)) amiss.push(`${path}: nothing at ${to}`);
    else if (fragment && page && !page.has(decodeURIComponent(fragment))) amiss.push(`${path}: no such place: ${to}`);
  }
  return { amiss, pages: pages.length, addresses: addresses.size };
}

test('every page under a path of a plain host opens without complaint, every address and place is there', async () => {
  const { amiss, pages, addresses } = await openedAll(server.address, folder);
  assert.ok(pages > 300 && addresses > 3000, `only ${pages} pages, ${addresses} addresses`);
  assert.deepEqual(amiss.slice(0, 20), []);
});

test('every page opened from a folder does so too', async () => {
  const { amiss, pages, addresses } = await openedAll(`${pathToFileURL(folder).href}/`, folder);
  assert.ok(pages > 300 && addresses > 3000, `only ${pages} pages, ${addresses} addresses`);
  assert.deepEqual(amiss.slice(0, 20), []);
});

test('an address that does not exist, at any depth, gets a page from which home is reached', async () => {
  const { page, faults, close } = await watched(browser, server.address);
  for (const path of ['nothing', 'terms/no-such-term/', 'a/b/c/d.html']) {
    const response = await page.goto(server.address + path);
    assert.equal(response.status(), 404);
    const known = /^404|status of 404/;
    assert.deepEqual(faults.splice(0).filter((fault) => !known.test(fault)), [], path);
    await page.locator('main a').first().click();
    await page.waitForURL(`${server.address}{,index.html}`);
    assert.ok((await page.title()).trim());
    assert.deepEqual(faults.splice(0), [], `home from ${path}`);
  }
  await close();
});

const edit = (file, ...changes) => {
  const text = readFileSync(file, 'utf8');
  const made = changes.reduce((text, [from, to]) => text.replaceAll(from, to), text);
  assert.notEqual(made, text, `nothing to change in ${file}`);
  writeFileSync(file, made);
};

/** A small edition whose ids have been published, and then changed by hand. */
function renamed() {
  const edition = join(home, 'edition');
  const run = (...words) => spawnSync(program, words, { cwd: edition, encoding: 'utf8' });
  assert.equal(spawnSync(program, ['new', edition]).status, 0);
  assert.equal(run('ledger').status, 0);
  renameSync(join(edition, 'content/analects'), join(edition, 'content/lunyu'));
  ['zh', 'en'].forEach((lang) => edit(join(edition, `content/pages/about.${lang}.md`), ['segment:analects#', 'segment:lunyu#']));
  const work = (name) => join(edition, 'content/lunyu', name);
  edit(work('document.toml'), ['id = "analects"', 'id = "lunyu"'], ['"learn-joy"', '"joy"'], ['"xueer"', '"learning"']);
  edit(work('received.toml'), ['"learn-joy"', '"joy"']);
  edit(work('english.toml'), ['"learn-joy"', '"joy"']);
  edit(work('notes.toml'), ['"learn-joy"', '"joy"'], ['id = "yue"', 'id = "shuo"']);
  const words = readdirSync(join(edition, 'glossary')).map((name) => join(edition, 'glossary', name));
  edit(words[0], ['id = "pengyou"', 'id = "peng"']);
  return { edition, run };
}

const ALIASES = [
  ['document', '', 'analects', 'lunyu'], ['term', '', 'pengyou', 'peng'],
  ['segment', 'analects', 'learn-joy', 'joy'], ['division', 'analects', 'xueer', 'learning'],
  ['note', 'analects', 'yue', 'shuo'],
];

/** Old addresses, and where the same thing is now. */
const MOVED = [
  ['analects/', 'lunyu/index.html'],
  ['analects/index.html#learn-joy', 'lunyu/index.html#learn-joy', 'joy'],
  ['analects/#friends', 'lunyu/index.html#friends', 'friends'],
  ['analects/#d-xueer', 'lunyu/index.html#d-xueer', 'd-learning'],
  ['analects/#n-yue', 'lunyu/index.html#n-yue', 'n-shuo'],
  ['terms/pengyou/', 'terms/peng/index.html'],
];

test('a published id that is gone fails the check until its alias is written; then old links arrive', async () => {
  const { edition, run } = renamed();
  const ledger = join(edition, 'published-ids.toml');
  for (const [kind, document, from, to] of ALIASES) {
    const check = run('check');
    assert.equal(check.status, 1, `without the alias of the ${kind}: ${check.stderr}`);
    assert.match(check.stderr, new RegExp(`vanished-id[^]*\`${from}\``), kind);
    const of = document && `document = "${document}"\n`;
    writeFileSync(ledger, `${readFileSync(ledger, 'utf8')}\n[[alias]]\nkind = "${kind}"\n${of}from = "${from}"\nto = "${to}"\n`);
  }
  const check = run('check', '--strict');
  assert.equal(check.status, 0, check.stderr);

  const output = join(home, 'moved', 'site');
  const old = await host(output);
  build(edition, output, old.address);
  for (const javaScriptEnabled of [true, false]) {
    for (const [from, to, place] of MOVED) {
      // Without scripts a page cannot hand on the words after `#`: the old page still leads to the new one.
      const [path] = to.split('#');
      const { page, faults, close } = await watched(browser, old.address, { javaScriptEnabled });
      await page.goto(old.address + from);
      await page.waitForURL(old.address + (javaScriptEnabled ? to : path), { timeout: 5000 });
      if (place && javaScriptEnabled) await arrived(page, place);
      assert.deepEqual(faults, [], from);
      await close();
    }
  }
  old.end();
});

/** The place now named `id` is in view, and what is aimed at is in or beside it. */
async function arrived(page, id) {
  const seen = await page.evaluate(async (id) => {
    await new Promise((done) => setTimeout(done, 200));
    const aimed = document.querySelector(':target');
    const now = document.getElementById(id);
    const home = (element) => element?.closest('[data-row], details, .dv');
    const box = (home(now) ?? now).getBoundingClientRect();
    return { same: home(aimed) === home(now), inView: box.bottom > 0 && box.top < innerHeight };
  }, id);
  assert.deepEqual(seen, { same: true, inView: true }, id);
}

/** On paper: signs whose note is not there to be read, and parts of the interface that are. */
const onPaper = () => {
  const seen = (element) => element.getClientRects().length > 0;
  const signs = [...document.querySelectorAll('.note-sign')].filter(seen);
  const lost = signs.filter((sign) => {
    const note = document.getElementById(decodeURIComponent(sign.hash.slice(1)));
    return !note || ![...note.querySelectorAll('.prose p')].some(seen);
  });
  const tools = [...document.querySelectorAll('.top, .pn, #act, button, select, input')].filter(seen);
  const numbers = [...document.querySelectorAll('.row .ref')].filter(seen);
  return { signs: signs.length, numbers: numbers.length, lost: lost.map((sign) => sign.hash), tools: tools.length };
};

test('on paper every sign has its note below its row, in each view', async () => {
  for (const view of ['both', 'zh', 'en']) {
    const { page, faults, close } = await watched(browser, server.address);
    await page.emulateMedia({ media: 'print' });
    await page.goto(`${server.address}digital-china-2023/index.html?view=${view}`);
    const { signs, numbers, lost, tools } = await page.evaluate(onPaper);
    assert.ok(signs > 10 && numbers > 70, `${view}: ${signs} signs, ${numbers} numbers`);
    assert.deepEqual({ lost, tools }, { lost: [], tools: 0 }, view);
    const paper = await page.pdf({ preferCSSPageSize: true });
    assert.ok(paper.length > 100_000, `${view}: ${paper.length} bytes`);
    assert.deepEqual(faults, [], view);
    await close();
  }
});

/** The pages of a book: of one file that file, of an EPUB those in its archive. */
function pagesOfBook(path) {
  if (!path.endsWith('.epub')) return [path];
  const unpacked = mkdtempSync(join(home, 'book-'));
  execFileSync('python3', ['-m', 'zipfile', '-e', path, unpacked]);
  const inside = join(unpacked, 'EPUB');
  return readdirSync(inside).filter((name) => name.endsWith('.xhtml')).map((name) => join(inside, name));
}

for (const ending of ['html', 'epub']) {
  test(`notes of a book lead there and back when they are followed: ${ending}`, async () => {
    const id = 'digital-china-2023';
    let followed = 0;
    const context = await browser.newContext({ javaScriptEnabled: true });
    const page = await context.newPage();
    for (const path of pagesOfBook(join(folder, id, `${id}.${ending}`))) {
      const address = pathToFileURL(path).href;
      await page.goto(address);
      const signs = await page.locator('a[role="doc-noteref"]').evaluateAll((all) => all.map((a) => a.id));
      for (const sign of signs.slice(0, 4)) {
        await page.goto(address);
        await page.locator(`[id="${sign}"]`).click();
        await page.waitForFunction(() => document.querySelector(':target')?.className === 'note');
        await page.locator(':target a[role="doc-backlink"]').click();
        await page.waitForFunction((sign) => document.querySelector(':target')?.id === sign, sign);
        assert.equal(page.url().split('#')[0], address);
        followed += 1;
      }
    }
    assert.ok(followed > 3, `only ${followed} followed`);
    await context.close();
  });
}
