// What queries load from an index (folder as argument): bytes as they lie and gzipped, files, time.
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import zlib from 'node:zlib';

const folder = process.argv[2];
const source = fs.readFileSync(new URL('../../themes/default/js/search.js', import.meta.url), 'utf8');
const context = vm.createContext({});
vm.runInContext('globalThis = this;' + source, context);

let worst = 0;
for (const query of process.argv[3] ? process.argv.slice(3) : [
  '的', '数字', '数字经济', '数字经济发展', '经济发展的', '的数字', '数据安全', '伀', '数字经济发展和建设的中国', '数字 经济', '2522',
  'the', 'economy', 'digital economy', '"digital economy"', '"of the"', '"the digital economy of the"', '"in the data of a digital economy"',
  'the of', 'd*', 'dig', 'pro*', 'graba', 'stagrahu', 'shuju yaosu', 'nothingsuch',
]) {
  let bytes = 0;
  let zipped = 0;
  let files = 0;
  const engine = new context.DuizhaoSearch((name, done) => {
    const file = path.join(folder, 'search/data', name + '.js');
    const text = fs.readFileSync(file);
    bytes += text.length;
    zipped += zlib.gzipSync(text).length;
    files += 1;
    context.dzSearch = (n, data) => engine.register(n, data);
    vm.runInContext(text.toString(), context);
    setImmediate(done);
  });
  await new Promise((ready) => engine.open(ready));
  const top = bytes;
  const result = await new Promise((ready) => engine.search(query, {}, ready));
  const found = bytes;
  const books = result.books.map((b) => b.book);
  const [rows] = await new Promise((ready) => engine.rows(result, books, null, 50, (list, next) => ready([list, next])));
  await new Promise((ready) => engine.names([...new Set(rows.map((r) => r.book))], ready));
  const start = performance.now();
  await new Promise((ready) => engine.search(query, {}, ready));
  const time = performance.now() - start;
  worst = Math.max(worst, bytes);
  console.log(`${query.padEnd(36)} rows ${String(result.rows).padStart(8)}  first page ${String(rows.length).padStart(3)}  ${(bytes / 1000).toFixed(0).padStart(5)} kB (top ${(top / 1000).toFixed(0)}, lists ${((found - top) / 1000).toFixed(0)}, rows ${((bytes - found) / 1000).toFixed(0)}), gzip ${(zipped / 1000).toFixed(0)} kB, ${files} files, ${time.toFixed(1)} ms`);
}
console.log(`most: ${(worst / 1000).toFixed(0)} kB`);
