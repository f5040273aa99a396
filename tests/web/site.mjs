// What the browser tests share: the site from the real `duizhao`, a browser, a page that is watched.

import assert from 'node:assert/strict';
import { spawn, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { after, before } from 'node:test';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

/** The documents of the edition, the first of them the one most looked at. */
export const DOCUMENTS = ['digital-china-2023', 'informatization-2021', 'digital-economy-2021'];
export const READER = `${DOCUMENTS[0]}/index.html`;

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const program = process.env.DUIZHAO ?? join(root, 'target/release/duizhao');

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A program of the system: named by a variable of the environment, or found on the PATH under one of its names. */
export function findProgram(names, called, variable) {
  if (process.env[variable]) return process.env[variable];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  if (!found) throw new Error(`no ${called} was found: install it, or name it in ${variable}`);
  return found;
}

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export function launch(...flags) {
  return chromium.launch({ executablePath: findProgram(CHROMIUM, 'Chromium', 'DUIZHAO_CHROMIUM'), args: [...FLAGS, ...flags] });
}

/**
 * The site for the tests of one file: preview, folder and browser are there before the first test
 * and gone after the last; `more` is done once they are there.
 */
export function theSite(more) {
  const it = {};
  before(async () => {
    it.preview = await serve();
    it.folder = buildFolder();
    it.browser = await launch();
    await more?.();
  });
  after(async () => {
    await it.browser?.close();
    it.preview?.end();
    it.folder?.end();
  });
  /** Opens a page of the site in a watched window, does something with it, and finds nothing amiss. */
  it.withPage = async (path, options, use) => {
    const address = new URL(path, it.preview.address).href;
    const { page, faults, close } = await watched(it.browser, address, options);
    try {
      await page.goto(address);
      await use(page);
      const known = path === '404.html' ? /^404|status of 404/ : /^$/;
      assert.deepEqual(faults.filter((fault) => !known.test(fault)), [], path);
    } finally {
      await close();
    }
  };
  return it;
}

export const size = (width, height = 900) => ({ viewport: { width, height } });

/** Does something with each of a list, three at a time. */
export async function together(list, use) {
  const rest = [...list.entries()];
  const work = async () => {
    for (let next = rest.shift(); next; next = rest.shift()) await use(next[1], next[0]);
  };
  await Promise.all([work(), work(), work()]);
}

/** Starts the preview; gives its address once it is said, and how to end it. */
export async function serve() {
  const child = spawn(program, ['serve', '--root', root], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const address = await new Promise((found, failed) => {
    const timer = setTimeout(() => failed(new Error(`no address after a minute:\n${said}`)), 60_000);
    const listen = (bytes) => {
      said += bytes;
      const match = /http:\/\/[\w.[\]:]+\//.exec(said);
      if (match) { clearTimeout(timer); found(match[0]); }
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', failed);
    child.on('exit', (code) => failed(new Error(`the preview ended with ${code}:\n${said}`)));
  });
  return { address, end: () => child.kill('SIGINT') };
}

/** Builds the site of an edition into a folder of its own; gives the folder's address, and how to remove it. */
export function buildFolder(edition = root) {
  const folder = mkdtempSync(join(tmpdir(), 'duizhao-web-'));
  const output = join(folder, 'site');
  execFileSync(program, ['build', '--quiet', '--root', edition, '--output', output], { stdio: 'inherit' });
  return {
    address: `${pathToFileURL(output).href}/`,
    pages: readdirSync(output, { recursive: true }).filter((name) => name.endsWith('.html')),
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const TYPES = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', txt: 'text/plain' };

/** Serves a folder as any host of plain files does, compressed, under a path; gives its address and how to end it. */
export async function serveFolder(address, under = '/') {
  const folder = fileURLToPath(address);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const file = path.startsWith(under) ? join(folder, path.slice(under.length)) : '';
    if (!file || !existsSync(file) || statSync(file).isDirectory()) { response.writeHead(404); response.end(); return; }
    const type = TYPES[file.split('.').pop()] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip', 'cache-control': 'max-age=600' });
    response.end(gzipSync(readFileSync(file), { level: 9 }));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${server.address().port}${under}`, end: () => server.close() };
}

/**
 * A page in a context of its own, with everything noted that must not happen: errors on the
 * console (a policy that is violated is one), exceptions, answers that fail, requests elsewhere.
 */
export async function watched(browser, address, options = {}) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const faults = [];
  const home = new URL(address);
  // From a folder, the site is what `buildFolder` made, whichever of its pages is opened.
  const folder = home.href.replace(/\/site\/.*$/, '/site/');
  const ours = (url) => {
    const { protocol, origin, href } = new URL(url);
    if (protocol === 'data:' || protocol === 'blob:' || protocol === 'about:') return true;
    return home.protocol === 'file:' ? href.startsWith(folder) : origin === home.origin;
  };
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  // What is still under way when a page is left, such as the preview's stream of events, is ended by that.
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    if (reason !== 'net::ERR_ABORTED') faults.push(`failed: ${request.url()} (${reason})`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  context.on('request', (request) => {
    if (!ours(request.url())) faults.push(`request elsewhere: ${request.url()}`);
  });
  return { page, faults, close: () => context.close() };
}
