// Tells how fast the longest pages are: nothing is asserted, since clocks are noisy. A page comes at
// 1.6 Mb/s, 150 ms and a quarter of the speed; what is then done on it is timed so, and at full speed.
// The aims stand in `budget.toml`.

import { budget } from './budget.mjs';
import { buildFolder, DOCUMENTS, launch, READER, serveFolder } from './site.mjs';

const PORT = 9334;
const LINE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const SLOWER = 4;
const RUNS = 3;

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const tell = (what, value, aim) => console.log(`${what.padEnd(58)} ${String(value).padStart(7)}   aim ${aim}`);

/** Notes the largest paint, shifts of the layout, and the longest time from an event to the next frame. */
const observe = () => {
  window.clock = { paint: 0, shift: 0, event: 0 };
  const on = (type, use, more) => new PerformanceObserver((list) => list.getEntries().forEach(use)).observe({ type, buffered: true, ...more });
  on('largest-contentful-paint', (entry) => { window.clock.paint = entry.startTime; });
  on('layout-shift', (entry) => { if (!entry.hadRecentInput) window.clock.shift += entry.value; });
  on('event', (entry) => { if (entry.interactionId) window.clock.event = Math.max(window.clock.event, entry.duration); }, { durationThreshold: 16 });
};

/** The times that changes of view take until their frame is drawn, at the top of the page and in its middle. */
const changeViews = async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0); }));
  const pause = () => new Promise((done) => setTimeout(done, 400));
  const times = [];
  for (const part of [0, 0.5]) {
    scrollTo(0, document.documentElement.scrollHeight * part);
    await pause();
    for (const id of ['v-zh', 'v-all', 'v-en', 'v-all']) {
      const start = performance.now();
      document.getElementById(id).click();
      await frame();
      times.push(performance.now() - start);
      await pause();
    }
  }
  scrollTo(0, 0);
  await pause();
  return times;
};

/** The slowest of what a reader does: a term is opened and closed, the view is changed and changed back. */
async function interact(page) {
  await page.evaluate(() => { window.clock.event = 0; });
  await page.locator('.row .cells a[data-term]:visible').first().click();
  await page.keyboard.press('Escape');
  for (const view of ['v-zh', 'v-all']) {
    await page.locator(`label[for="${view}"]`).click();
    await page.waitForTimeout(700);
  }
  return page.evaluate(() => window.clock.event);
}

/** One visit. Paint and shift are read before anything is touched: what is drawn after that is no paint of the visit. */
async function visit(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send('Network.enable');
  await wire.send('Network.emulateNetworkConditions', LINE);
  await wire.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.addInitScript(observe);
  await page.goto(address, { waitUntil: 'load' });
  await page.waitForTimeout(2500);
  const { paint, shift } = await page.evaluate(() => window.clock);
  const found = { paint, shift };
  for (const [speed, rate] of [['slowed', SLOWER], ['full', 1]]) {
    await wire.send('Emulation.setCPUThrottlingRate', { rate });
    const views = await page.evaluate(changeViews);
    found[speed] = { view: median(views), slowestView: Math.max(...views), event: await interact(page) };
  }
  await context.close();
  return found;
}

const folder = buildFolder();
const served = await serveFolder(folder.address);
const browser = await launch(`--remote-debugging-port=${PORT}`);
try {
  const aims = budget.aims;
  for (const id of DOCUMENTS) {
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await visit(browser, `${served.address}${id}/index.html`));
    const of = (read) => median(runs.map(read));
    console.log(`\n${id}, median of ${RUNS} visits`);
    tell('largest contentful paint, ms', Math.round(of((run) => run.paint)), aims['largest-contentful-paint-ms']);
    tell('layout shift', of((run) => run.shift).toFixed(4), aims['layout-shift']);
    for (const [speed, words] of [['full', 'at full speed'], ['slowed', `slowed ${SLOWER}×`]]) {
      const aim = (name) => speed === 'full' ? aims[name] : `${aims[name]} at full speed`;
      tell(`change of view until the frame, ${words}, ms`, Math.round(of((run) => run[speed].view)), aim('view-switch-ms'));
      tell(`  the slowest of eight, ${words}, ms`, Math.round(of((run) => run[speed].slowestView)), aim('view-switch-ms'));
      tell(`slowest interaction (term, Escape, view), ${words}, ms`, Math.round(of((run) => run[speed].event)), aim('interaction-ms'));
    }
  }
  const { default: lighthouse } = await import('lighthouse');
  const { lhr } = await lighthouse(served.address + READER, { port: PORT, onlyCategories: ['performance'], logLevel: 'error' });
  console.log('');
  tell(`Lighthouse performance of ${READER}`, Math.round(lhr.categories.performance.score * 100), aims.performance);
} finally {
  await browser.close();
  served.end();
  folder.end();
}
