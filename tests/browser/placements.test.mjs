// The same folder works wherever it is put: every page is loaded, every link followed.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { crawl } from './crawl.mjs';
import { PLACEMENTS, htmlPages, openBrowser, sampleHall } from './support.mjs';

const hall = sampleHall();
const all = htmlPages(hall).filter(path => path !== '404.html');
let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

const { root, subPath, files } = PLACEMENTS;
const VISITS = [
  { ...root, options: {} },
  { ...subPath, options: {} },
  { ...files, options: {} },
  { ...root, name: `${root.name}, without scripts`, options: { javaScriptEnabled: false } },
];

for (const { name, at, options } of VISITS) {
  describe(name, () => {
    let placement;
    let visit;
    before(async () => {
      placement = await at(hall);
      const start = Date.now();
      visit = await crawl(browser, placement, options);
      console.log(`${name}: ${visit.pages.size} pages in ${((Date.now() - start) / 1000).toFixed(1)} s`);
    });
    after(() => placement.close());

    /** The paths of pages of which `holds` is not true. */
    const pagesWhereNot = holds => [...visit.pages].filter(([, sight]) => !holds(sight)).map(([path]) => path);

    test('every page can be reached from the entrance', () => {
      assert.deepEqual([...visit.pages.keys()].sort(), all);
    });
    test('every link, picture, style and script is there', () => {
      assert.deepEqual(visit.broken, []);
    });
    test('the browser has nothing to complain of, and asks for nothing outside the hall', () => {
      assert.deepEqual(visit.complaints, []);
    });
    test('every page wears its stylesheet and has something to read', () => {
      assert.deepEqual(pagesWhereNot(sight => sight.styled && sight.text > 10), []);
    });
    test('every page has a title, a language and one h1', () => {
      assert.deepEqual(pagesWhereNot(sight => sight.title && sight.lang && sight.headings.filter(level => level === 1).length === 1), []);
    });
    test('headings go down one level at a time', () => {
      assert.deepEqual(pagesWhereNot(({ headings }) => headings[0] === 1 && headings.every((level, index) => index === 0 || level <= headings[index - 1] + 1)), []);
    });
    test('no two elements of a page share an id', () => {
      assert.deepEqual(pagesWhereNot(sight => sight.twins.length === 0), []);
    });
    test('every picture loads, and has its size and an alt', () => {
      assert.deepEqual([...visit.pages].flatMap(([path, sight]) => sight.poorPictures.map(html => `${path}: ${html}`)), []);
    });
  });
}
