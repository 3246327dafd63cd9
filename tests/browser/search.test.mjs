// The search box and the case wall in Chromium, wherever the hall stands.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { PLACEMENTS, build, newFolder, openBrowser, openPage, sampleHall } from './support.mjs';

const hall = sampleHall();
let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

const BOX = '[data-behaviour="search-box"] input';
const OPTIONS = '#search-list [role="option"]';
const RESULTS = '[data-part="results"] .result';

for (const { name, at } of Object.values(PLACEMENTS)) {
  describe(name, () => {
    let placement;
    let page;
    let visit;
    before(async () => { placement = await at(hall); });
    after(() => placement.close());

    /** A new page at `path`; what the browser complains of is checked when it closes. */
    const visitPage = async (path, options) => {
      visit = await openPage(browser, placement.base, options);
      page = visit.page;
      await page.goto(placement.base + path);
    };
    const leave = async () => {
      assert.deepEqual(visit.complaints, []);
      await visit.close();
    };
    const titles = () => page.locator('[data-part="results"] h3').allTextContents();
    const status = () => page.locator('[data-part="status"]').textContent();
    const answered = () => page.waitForFunction(() => /\d/.test(document.querySelector('[data-part="status"]').textContent));
    const params = () => new URL(page.url()).searchParams;
    const count = async () => Number((await status()).match(/\d+/)[0]);

    test('the slash leads to the box, letters bring suggestions, the keyboard takes one', async () => {
      await visitPage('index.html');
      await page.keyboard.press('/');
      assert.equal(await page.evaluate(() => document.activeElement.name), 'q');
      await page.keyboard.type('csw', { delay: 20 });
      await page.waitForSelector(OPTIONS);
      assert.match(await page.locator(OPTIONS).first().textContent(), /诚审惟公.*品牌/);
      assert.equal(await page.getAttribute(BOX, 'aria-expanded'), 'true');
      await page.keyboard.press('ArrowDown');
      const active = await page.getAttribute(BOX, 'aria-activedescendant');
      assert.equal(await page.getAttribute(`#${active}`, 'aria-selected'), 'true');
      await page.keyboard.press('Escape');
      assert.equal(await page.locator(OPTIONS).count(), 0);
      await page.keyboard.type('g');
      await page.waitForSelector(OPTIONS);
      await page.keyboard.press('ArrowDown');
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      assert.equal(await page.locator('h1').textContent(), '诚审惟公');
      await leave();
    });

    test('Enter leads to the wall with results, marked and counted', async () => {
      await visitPage('index.html');
      await page.fill(BOX, '机关党建');
      await Promise.all([page.waitForNavigation(), page.press(BOX, 'Enter')]);
      await answered();
      assert.equal(params().get('q'), '机关党建');
      assert.equal(await page.inputValue(BOX), '机关党建');
      const marks = await page.locator(`${RESULTS} mark`).allTextContents();
      assert.ok(marks.length >= 5 && marks.every(mark => mark === '机关党建'), marks.join());
      assert.ok(await page.locator('[data-part="whole-wall"]').isHidden());
      await page.locator(`${RESULTS} a`).first().click();
      await page.waitForSelector('.case');
      await leave();
    });

    test('facets narrow with live counts, the address holds them, and back undoes', async () => {
      await visitPage('cases/index.html');
      const whole = page.locator('[data-part="whole-wall"]');
      assert.ok(await whole.isVisible());
      await page.locator('[data-facet="year"] summary').click();
      const first = page.locator('[data-facet="year"] label').first();
      await first.waitFor();
      const [year, expected] = [await first.locator('span').first().textContent(), Number(await first.locator('.count').textContent())];
      await first.click();
      await answered();
      assert.deepEqual([params().get('year'), await count()], [year, expected]);
      const second = page.locator('[data-facet="year"] label').nth(1);
      const more = Number(await second.locator('.count').textContent());
      await second.click();
      await page.waitForFunction(total => document.querySelector('[data-part="status"]').textContent.includes(total), String(expected + more));
      assert.equal(params().getAll('year').length, 2);
      await page.locator('[data-facet="unit"] summary').click();
      await page.locator('[data-facet="unit"] label').first().click();
      await page.waitForFunction(() => document.querySelectorAll('[data-part="chips"] .chip').length === 4);
      await page.goBack();
      await page.waitForFunction(() => document.querySelectorAll('[data-part="chips"] .chip').length === 3);
      await page.goBack();
      await page.goBack();
      await whole.waitFor({ state: 'visible' });
      assert.equal(params().size, 0);
      await leave();
    });

    test('a question in the address is answered, chips take it apart, sorting is kept', async () => {
      await visitPage('cases/index.html?q=支部&level=省级&sort=newest');
      await answered();
      const all = await titles();
      assert.ok(all.length > 0);
      const sort = page.locator('[data-part="sort"]');
      assert.equal(await sort.inputValue(), 'newest');
      assert.deepEqual(await sort.locator('option').evaluateAll(options => options.map(option => option.hidden)), [false, false, false]);
      await page.locator('[data-part="chips"] .chip', { hasText: '省级' }).click();
      await page.waitForFunction(before => document.querySelectorAll('[data-part="results"] .result').length > before, all.length);
      assert.deepEqual([params().get('level'), params().get('sort')], [null, 'newest']);
      await page.goto(placement.base + 'cases/index.html?level=省级');
      await answered();
      assert.equal(await sort.inputValue(), 'newest', 'without a question nothing is nearer than another');
      assert.ok(await sort.locator('option').first().evaluate(option => option.hidden));
      await leave();
    });

    test('nothing found says what was searched and what may be meant', async () => {
      await visitPage('cases/index.html?q=诚信惟公');
      const empty = page.locator('[data-part="empty"]');
      await empty.waitFor();
      assert.match(await empty.textContent(), /诚信惟公/);
      assert.equal(await empty.locator('a').first().textContent(), '诚审惟公');
      const seen = await page.locator('[data-part="status"]').boundingBox();
      assert.ok(await page.locator('[data-part="empty"] .button').first().isVisible(), 'a way leads on');
      assert.ok(seen.width <= 1 && seen.height <= 1, 'the count of nothing is heard, not seen');
      await leave();
    });

    test('nothing is searched while characters are being composed', async () => {
      await visitPage('cases/index.html');
      await page.focus(BOX);
      await page.evaluate(box => {
        const input = document.querySelector(box);
        input.dispatchEvent(new CompositionEvent('compositionstart'));
        input.value = 'shen';
        input.dispatchEvent(new InputEvent('input', { isComposing: true, bubbles: true }));
      }, BOX);
      await page.waitForTimeout(500);
      assert.equal(await page.locator(OPTIONS).count(), 0);
      assert.equal(params().get('q'), null);
      await page.evaluate(box => {
        const input = document.querySelector(box);
        input.value = '审计';
        input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
      }, BOX);
      await answered();
      assert.equal(params().get('q'), '审计');
      await leave();
    });

    test('lists are loaded while one types, texts and names of cases when typing has paused', async () => {
      await visitPage('index.html');
      await page.clock.install();
      await page.clock.pauseAt(new Date(Date.now() + 60_000));
      const files = [];
      page.on('requestfinished', request => files.push(/search\/(\w+\/|\w+)/.exec(request.url())?.[1]));
      const inTime = async isThere => {
        const until = performance.now() + 10_000;
        while (!isThere() && performance.now() < until) await new Promise(done => setTimeout(done, 20));
        assert.ok(isThere(), files.join());
      };
      await page.focus(BOX);
      await inTime(() => files.includes('spellings'));
      await page.fill(BOX, '营商环境');
      await inTime(() => files.includes('g/'));
      assert.ok(!files.includes('t/'), files.join());
      await page.clock.runFor(200);
      await inTime(() => files.includes('t/'));
      await page.waitForSelector(OPTIONS);
      await leave();
    });

    test('a question that is HTML stays text', async () => {
      await visitPage(`cases/index.html?q=${encodeURIComponent('<img src=x onerror=alert(1)>')}&unit=${encodeURIComponent('<b>')}`);
      await page.locator('[data-part="empty"]').waitFor();
      assert.equal(await page.locator('main img[src="x"], [data-part="chips"] b').count(), 0);
      await leave();
    });
  });
}

describe('without scripts', () => {
  test('there is no box, and the pages of the facets stand in its place', async () => {
    const placement = await PLACEMENTS.root.at(hall);
    const { page, close } = await openPage(browser, placement.base, { javaScriptEnabled: false });
    await page.goto(`${placement.base}cases/index.html`);
    assert.ok(await page.locator(BOX).isHidden());
    assert.ok(await page.locator('[data-part="facet-pages"] a').first().isVisible());
    assert.ok(await page.locator('[data-behaviour="wall"]').isHidden());
    await close();
    placement.close();
  });
});

test('what authors wrote in another language than the page is marked as such', async () => {
  const root = newFolder();
  const files = {
    'site.yaml': 'title: Hall\nlanguage: en\n',
    'cases/tea.md': '---\ntitle: 茶\nyear: 2024\nunit: 云南茶厂\n---\n\n茶叶出山。Tea.\n',
    'cases/cup.md': '---\ntitle: Tea cups\nyear: 2023\nunit: Kiln\n---\n\nCups are fired here.\n',
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, 'content', name)), { recursive: true });
    writeFileSync(join(root, 'content', name), text);
  }
  const placement = await PLACEMENTS.root.at(build(root));
  const { page, close } = await openPage(browser, placement.base);
  await page.goto(`${placement.base}cases/index.html?q=tea`);
  await page.locator(RESULTS).nth(1).waitFor();
  const languages = await page.locator(`${RESULTS} > *`).evaluateAll(parts => parts.map(part => part.closest('[lang]').lang));
  assert.deepEqual(languages, [...Array(3).fill('en'), ...Array(3).fill('zh-CN')]);
  await page.goto(`${placement.base}index.html`);
  await page.locator(BOX).pressSequentially('茶');
  await page.waitForSelector(OPTIONS);
  const suggested = await page.locator(`${OPTIONS} a > :first-child`).evaluateAll(names => names.map(name => [name.textContent, name.lang]));
  assert.deepEqual(suggested, [['云南茶厂', 'zh-CN'], ['茶', 'zh-CN']]);
  await close();
  placement.close();
});
