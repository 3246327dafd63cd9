// Search in Firefox: what the tests in Chromium show of the engine and the wall, once more where another browser might do otherwise.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { PLACEMENTS, ROOT, sampleHall } from './support.mjs';

const vectors = JSON.parse(readFileSync(join(ROOT, 'tests/search/vectors.json'), 'utf8'));
const BOX = '[data-behaviour="search-box"] input';
const OPTIONS = '#search-list [role="option"]';
const STATUS = '[data-part="status"]';
const LABELS = '[data-facet="year"] label';

const hall = sampleHall();
let browser;
before(async () => {
  browser = await puppeteer.launch({ browser: 'firefox', executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr' });
});
after(() => browser.close());

// Under the headers we advise, and without a server.
for (const { name, at } of [PLACEMENTS.subPath, PLACEMENTS.files]) {
  describe(`Firefox, ${name}`, () => {
    let placement;
    let page;
    const complaints = [];
    before(async () => {
      placement = await at(hall);
      page = await browser.newPage();
      page.on('console', message => { if (['error', 'warn'].includes(message.type())) complaints.push(message.text()); });
      page.on('pageerror', error => complaints.push(error.message));
    });
    after(async () => {
      assert.deepEqual(complaints, []);
      await page.close();
      placement.close();
    });
    const go = path => page.goto(placement.base + path);
    const texts = selector => page.$$eval(selector, all => all.map(one => one.textContent));
    const answered = () => page.waitForFunction(status => /\d/.test(document.querySelector(status).textContent), {}, STATUS);
    const params = () => new URL(page.url()).searchParams;

    test('texts are folded, taken apart and marked as the vectors say', async () => {
      await go('index.html');
      const given = await page.evaluate(async ({ fold, parse, marked }) => {
        // The page's own way to the engine.
        const index = await hall.index();
        HallSearch.learnTraditional(await index.file('traditional'));
        return {
          fold: fold.map(({ text }) => HallSearch.fold(text)),
          parse: parse.map(({ typed }) => HallSearch.parse(typed).map(({ text, excludes }) => [text, excludes])),
          marked: marked.map(({ text, terms }) => HallSearch.marked(text, terms.map(term => ({ text: term }))).map(one => (one.hit ? `[${one.text}]` : one.text))),
        };
      }, vectors);
      assert.deepEqual(given.fold, vectors.fold.map(({ folded }) => folded));
      assert.deepEqual(given.parse, vectors.parse.map(({ terms }) => terms));
      assert.deepEqual(given.marked, vectors.marked.map(({ pieces }) => pieces));
    });

    test('names are suggested by their sound, and the keyboard takes one', async () => {
      await go('index.html');
      await page.keyboard.press('/');
      await page.keyboard.type('csw', { delay: 20 });
      await page.waitForSelector(OPTIONS);
      assert.match((await texts(OPTIONS))[0], /诚审惟公.*品牌/);
      await page.keyboard.press('ArrowDown');
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      assert.deepEqual(await texts('h1'), ['诚审惟公']);
    });

    test('Enter leads to the wall with results, marked and counted, also in traditional characters', async () => {
      await go('index.html');
      await page.focus(BOX);
      await page.keyboard.type('機關黨建');
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      await answered();
      assert.equal(params().get('q'), '機關黨建');
      const marks = await texts('[data-part="results"] mark');
      assert.ok(marks.length >= 5 && marks.every(mark => mark === '机关党建'), marks.join());
    });

    test('a facet narrows with its count, the address holds it, and back undoes', async () => {
      await go('cases/index.html?q=支部&sort=newest');
      await answered();
      const all = await texts(STATUS);
      await page.click('[data-facet="year"] summary');
      await page.waitForSelector(LABELS);
      const [[year, count]] = await page.$$eval(LABELS, all => all.map(label => [...label.querySelectorAll('span')].map(span => span.textContent)));
      await page.click(LABELS);
      await page.waitForFunction((status, before) => document.querySelector(status).textContent !== before, {}, STATUS, all[0]);
      assert.equal((await texts(STATUS))[0].match(/\d+/)[0], count);
      assert.deepEqual([params().get('q'), params().get('year'), params().get('sort')], ['支部', year, 'newest']);
      await page.goBack();
      await page.waitForFunction((status, before) => document.querySelector(status).textContent === before, {}, STATUS, all[0]);
      assert.equal(params().get('year'), null);
    });
  });
}
