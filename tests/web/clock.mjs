// Tells how fast the longest pages are at 1.6 Mb/s, 150 ms and a quarter of the speed: nothing is
// asserted, since clocks are noisy. The aims stand in `budget.toml`.

import { budget } from './budget.mjs';
import { buildFolder, DOCUMENTS, launch, READER, serveFolder } from './site.mjs';

const PORT = 9334;
const LINE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const SLOWER = 4;
const RUNS = 3;

const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
const tell = (what, value, aim) => console.log(`${what.padEnd(58)} ${String(value).padStart(7)}   aim ${aim}`);

/** Notes the largest paint, shifts of the layout, and the longest time from an event to the next frame. */
const observe = () => {
  window.clock = { paint: 0, shift: 0, event: 0 };
  const on = (type, use, more) => new PerformanceObserver((list) => list.getEntries().forEach(use)).observe({ type, buffered: true, ...more });
  on('largest-contentful-paint', (entry) => { window.clock.paint = entry.startTime; });
  on('layout-shift', (entry) => { if (!entry.hadRecentInput) window.clock.shift += entry.value; });
  on('event', (entry) => { if (entry.interactionId) window.clock.event = Math.max(window.clock.event, entry.duration); }, { durationThreshold: 16 });
};

/** One visit: paint, shift, the time a change of view takes until its frame is drawn, the slowest interaction. */
async function visit(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send('Network.enable');
  await wire.send('Network.emulateNetworkConditions', LINE);
  await wire.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.addInitScript(observe);
  await page.goto(address, { waitUntil: 'load' });
  await page.waitForTimeout(1500);
  const views = await page.evaluate(async () => {
    const times = [];
    for (const id of ['v-zh', 'v-all', 'v-en', 'v-all']) {
      const start = performance.now();
      document.getElementById(id).click();
      await new Promise((done) => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0); }));
      times.push(performance.now() - start);
      await new Promise((done) => setTimeout(done, 400));
    }
    return times;
  });
  await page.locator('.row .cells a[data-term]:visible').first().click();
  await page.keyboard.press('Escape');
  await page.locator('label[for="v-zh"]').click();
  await page.waitForTimeout(500);
  const clock = await page.evaluate(() => window.clock);
  await context.close();
  return { ...clock, view: median(views) };
}

const folder = buildFolder();
const served = await serveFolder(folder.address);
const browser = await launch(`--remote-debugging-port=${PORT}`);
try {
  const aims = budget.aims;
  for (const id of DOCUMENTS) {
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await visit(browser, `${served.address}${id}/index.html`));
    const of = (name) => median(runs.map((run) => run[name]));
    console.log(`\n${id}, median of ${RUNS} visits`);
    tell('largest contentful paint, ms', Math.round(of('paint')), aims['largest-contentful-paint-ms']);
    tell('layout shift', of('shift').toFixed(4), aims['layout-shift']);
    tell('change of view until the frame, ms', Math.round(of('view')), aims['view-switch-ms']);
    tell('slowest interaction (term, Escape, view), ms', Math.round(of('event')), aims['interaction-ms']);
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
