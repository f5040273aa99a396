// What the browser tests share: the site from the real `duizhao`, a browser, a page that is watched.

import { spawn, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const program = process.env.DUIZHAO ?? join(root, 'target/release/duizhao');

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The system's Chromium: named by DUIZHAO_CHROMIUM or found on the PATH. */
function browserPath() {
  if (process.env.DUIZHAO_CHROMIUM) return process.env.DUIZHAO_CHROMIUM;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  if (!found) throw new Error('no Chromium was found: install it, or name it in DUIZHAO_CHROMIUM');
  return found;
}

export function launch() {
  return chromium.launch({ executablePath: browserPath(), args: FLAGS });
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

/** Builds the site into a folder of its own; gives the folder's address, and how to remove it. */
export function buildFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'duizhao-web-'));
  const output = join(folder, 'site');
  execFileSync(program, ['build', '--quiet', '--root', root, '--output', output], { stdio: 'inherit' });
  return {
    address: `${pathToFileURL(output).href}/`,
    pages: readdirSync(output, { recursive: true }).filter((name) => name.endsWith('.html')),
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * A page in a context of its own, with everything noted that must not happen: errors on the
 * console (a policy that is violated is one), exceptions, answers that fail, requests elsewhere.
 */
export async function watched(browser, address, options = {}) {
  const context = await browser.newContext(options);
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
