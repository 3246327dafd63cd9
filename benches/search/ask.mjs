// node ask.mjs HALL QUERIES.json ANSWERS.json zhanguan|pagefind
//
// Asks the queries in Chromium, first over http, where every byte is counted and nothing is compressed, then from the folder.
//   first: a new browser context: the search code, its files, five results
//   asked: the first query alone, the box having been entered, which fetches the search code, the manifest and the names
//   typed: the same, from when typing has paused; until then the box loads the lists of what stands in it
//   next: one context, one query after the other
// Over http a tool listens to every file, and must; from the folder nothing does, and a page is at rest before it is asked.
import { createServer } from 'node:http';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { launch } from './browser.mjs';

const [hall, queriesFile, answersFile, engine] = process.argv.slice(2);
const { chromium } = createRequire(new URL('../../tests/browser/package.json', import.meta.url))('playwright-core');
const queries = JSON.parse(readFileSync(queriesFile, 'utf8'));
const FIRST_ASKED = 50;
const SHOWN = 5;
const REST_MS = 400;
// The search box asks when typing has paused for so long.
const TYPED_MS = 120;
const script = engine === 'zhanguan' ? `assets/${readdirSync(join(hall, 'assets')).find(name => name.startsWith('hall-search-'))}` : null;

const TYPES = { '.js': 'text/javascript', '.html': 'text/html; charset=utf-8', '.json': 'application/json', '.wasm': 'application/wasm' };
let bytes = 0;
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://hall').pathname);
  const file = join(hall, path);
  if (path === '/blank') { response.writeHead(200, { 'content-type': TYPES['.html'] }); response.end('<!doctype html><link rel="icon" href="data:,">'); return; }
  if (!existsSync(file) || !statSync(file).isFile()) { response.writeHead(404); response.end(); return; }
  const data = readFileSync(file);
  bytes += data.length;
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'cache-control': 'max-age=3600' });
  response.end(data);
});
await new Promise(done => server.listen(0, '127.0.0.1', done));
const origin = `http://127.0.0.1:${server.address().port}/`;

// What a page does to search, by engine. Results of Pagefind are known by their fragment's name until they are shown.
const OPEN = {
  zhanguan: async ({ root, script: address }) => {
    const from = performance.now();
    await new Promise((done, fail) => document.head.append(Object.assign(document.createElement('script'), { src: root + address, onload: done, onerror: fail })));
    const index = window.HallSearch.open(root);
    await index.start();
    window.type = text => index.expect(text).then(() => {});
    window.ask = (text, limit) => index.search({ text, limit, facets: [] }).then(({ hits, exact, total }) => ({ ids: hits.map(({ url }) => url), exact, total }));
    return performance.now() - from;
  },
  pagefind: async ({ root }) => {
    const pagefind = await import(`${root}pagefind/pagefind.js`);
    await pagefind.init();
    window.ask = async (text, limit) => {
      const { results } = await pagefind.search(text);
      await Promise.all(results.slice(0, Math.min(limit, 5)).map(result => result.data()));
      return { ids: results.slice(0, limit).map(({ id }) => id), exact: true, total: results.length };
    };
  },
};
const urls = new Map();
if (engine === 'pagefind') {
  for (const name of readdirSync(join(hall, 'pagefind/fragment'))) {
    const text = gunzipSync(readFileSync(join(hall, 'pagefind/fragment', name))).toString('utf8');
    urls.set(name.replace(/\.pf_fragment$/, ''), JSON.parse(text.slice(text.indexOf('{'))).url);
  }
}
const nameOf = id => (urls.get(id) ?? id).split('/').pop().replace(/\.html$/, '');

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const opened = async (root, blank) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(blank);
  return { context, page, open: () => page.evaluate(OPEN[engine], { root, script }) };
};
const timed = (page, text, limit) => page.evaluate(async ([q, most]) => { const from = performance.now(); const answer = await window.ask(q, most); return { ...answer, ms: performance.now() - from }; }, [text, limit]);

const answers = [];
const session = await opened(origin, `${origin}blank`);
await session.open();
for (const { text } of queries) {
  bytes = 0;
  const { ms } = await timed(session.page, text, SHOWN);
  answers.push({ text, nextBytes: bytes, nextMs: ms });
}
for (const answer of answers) {
  const { ids, exact, total } = await timed(session.page, answer.text, 20000);
  Object.assign(answer, { found: ids.map(nameOf), exact, total });
}
await session.context.close();
for (const answer of answers.slice(0, FIRST_ASKED)) {
  const { context, page, open } = await opened(origin, `${origin}blank`);
  bytes = 0;
  const from = performance.now();
  await open();
  await timed(page, answer.text, SHOWN);
  Object.assign(answer, { firstBytes: bytes, firstMs: performance.now() - from });
  await context.close();
}
await browser.close();
server.close();
if (engine === 'zhanguan') {
  const plain = await launch(executablePath);
  const root = pathToFileURL(`${hall}/`).href;
  const rested = async () => {
    const page = await plain.open(`${root}404.html`);
    await new Promise(done => setTimeout(done, REST_MS));
    return page;
  };
  const warm = await rested();
  await warm.evaluate(OPEN.zhanguan, { root, script });
  for (const answer of answers) answer.warmMs = (await timed(warm, answer.text, SHOWN)).ms;
  for (const answer of answers) answer.warmMs = (await timed(warm, answer.text, SHOWN)).ms;
  await warm.close();
  for (const answer of answers) {
    for (const isTyped of [false, true]) {
      const page = await rested();
      await page.evaluate(OPEN.zhanguan, { root, script });
      // What entering the box does, and the pause in typing that it waits for.
      await page.evaluate(() => window.type(''));
      await page.evaluate(([text, pause_ms]) => {
        window.type(text);
        return new Promise(done => setTimeout(done, pause_ms));
      }, [isTyped ? answer.text : '', TYPED_MS]);
      answer[isTyped ? 'typedMs' : 'askedMs'] = (await timed(page, answer.text, SHOWN)).ms;
      await page.close();
    }
  }
  for (const answer of answers.slice(0, FIRST_ASKED)) {
    const page = await rested();
    const openedMs = await page.evaluate(OPEN.zhanguan, { root, script });
    answer.coldMs = openedMs + (await timed(page, answer.text, SHOWN)).ms;
    await page.close();
  }
  await plain.close();
}
writeFileSync(answersFile, JSON.stringify(answers));
