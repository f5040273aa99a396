// The Nu HTML checker finds no error on any page of the site.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildFolder } from './site.mjs';

const checker = createRequire(import.meta.url)('vnu-jar');

/** What the checker finds in files: page, line and words. */
function errors(files) {
  const options = ['-Xss8m', '-jar', checker, '--errors-only', '--exit-zero-always', '--stdout', '--format', 'json', ...files];
  const said = execFileSync('java', options, { encoding: 'utf8', maxBuffer: 1 << 26 });
  return JSON.parse(said).messages.map((m) => `${m.url}:${m.lastLine}: ${m.message} ${m.extract ?? ''}`);
}

test('the Nu checker: no error on any page', () => {
  const folder = buildFolder();
  try {
    const files = folder.pages.map((name) => fileURLToPath(folder.address + name));
    assert.ok(files.length > 100);
    assert.deepEqual(errors(files).slice(0, 10), []);
  } finally {
    folder.end();
  }
});
