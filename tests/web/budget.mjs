// The figures of `budget.toml`, and the kinds of pages they are held against.

import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';

export const budget = parse(readFileSync(new URL('budget.toml', import.meta.url), 'utf8'));

/** A page of every kind. */
export const KINDS = [
  'index.html', 'terms/index.html', 'terms/2522/index.html', 'targets/index.html', 'compare/index.html',
  'apparatus/index.html', 'notes/index.html', 'sources/index.html', 'health/index.html', 'downloads/index.html',
  'about/index.html', 'search/index.html',
];
