// Photographs in a case: by keyboard, in full screen, without scripts, in the size that fits the screen.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PLACEMENTS, openBrowser, openPage, pageOfEachKind, sampleHall } from './support.mjs';

const hall = sampleHall();
const STORY = 'cases/jin-san-qian-ge-pin-pai-li-de-xing-fu-dang-jian.html';
let browser;
let placement;
before(async () => {
  browser = await openBrowser();
  placement = await PLACEMENTS.root.at(hall);
});
after(async () => {
  placement.close();
  await browser.close();
});

async function story(options, look) {
  const { page, close } = await openPage(browser, placement.base, options);
  await page.goto(placement.base + STORY, { waitUntil: 'load' });
  await look(page);
  await close();
}

test('arrow keys move along the row', () => story({}, async page => {
  await page.focus('.story__row');
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => {
    const row = document.querySelector('.story__row');
    return row.scrollLeft > row.clientWidth / 3;
  });
}));

test('two buttons move along the row, say when there is no further way, and no other picture looks in', () => story({ reducedMotion: 'reduce' }, async page => {
  const [back, on] = ['上一张', '下一张'].map(name => page.locator('.story__steps').getByRole('button', { name }));
  const seen = () => page.evaluate(() => {
    const row = document.querySelector('.story__row').getBoundingClientRect();
    const isSeen = slide => { const { left, right } = slide.getBoundingClientRect(); return right > row.left + 1 && left < row.right - 1; };
    return [...document.querySelectorAll('.story__row > li')].flatMap((slide, index) => isSeen(slide) ? [index] : []);
  });
  assert.deepEqual([await seen(), await back.getAttribute('aria-disabled')], [[0], 'true']);
  await on.click();
  await page.waitForFunction(() => document.querySelector('.story__row').scrollLeft > 0);
  assert.deepEqual(await seen(), [1]);
  await page.waitForFunction(() => document.querySelector('.story__steps [aria-disabled="false"]').textContent === '←');
}));

test('Enter opens the full screen, arrows turn over, Escape closes it and the focus is where one left', () => story({}, async page => {
  await page.focus('.story__row li:first-child a');
  await page.keyboard.press('Enter');
  const shown = () => page.evaluate(() => ({
    open: document.querySelector('dialog.screen')?.open ?? false,
    words: document.querySelector('.screen__bar p')?.textContent.trim(),
    picture: document.querySelector('.screen__picture')?.getAttribute('src')?.split('/').pop(),
  }));
  const first = await shown();
  assert.ok(first.open && first.words.includes('海与灯塔') && first.picture.startsWith('hai-yu-deng-ta-'), JSON.stringify(first));
  await page.keyboard.press('ArrowRight');
  const second = await shown();
  assert.ok(second.words.includes('山海长卷') && second.picture.startsWith('shan-hai-zhang-juan-'), JSON.stringify(second));
  await page.keyboard.press('Escape');
  assert.equal((await shown()).open, false);
  await page.waitForFunction(() => document.activeElement.closest('li')?.textContent.includes('山海长卷'));
}));

test('every button of the full screen has a name and is large enough for a finger', () => story({}, async page => {
  await page.click('.story__row li:first-child a');
  const faults = await page.evaluate(() => [...document.querySelectorAll('.screen button')].filter(button => {
    const { width, height } = button.getBoundingClientRect();
    return !button.getAttribute('aria-label') || width < 44 || height < 44;
  }).map(button => button.outerHTML));
  assert.deepEqual(faults, []);
}));

test('without scripts there is a list of figures, each leading to its picture', () => story({ javaScriptEnabled: false }, async page => {
  const figures = await page.locator('.story figure').count();
  assert.equal(figures, 2);
  for (const link of await page.locator('.story figure a').all()) {
    const response = await page.request.get(new URL(await link.getAttribute('href'), page.url()).href);
    assert.match(response.headers()['content-type'], /^image\/jpeg/);
  }
}));

for (const [screen, options, width] of [
  ['phone', { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 }, 480],
  ['phone of fine pixels', { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2.6 }, 960],
]) {
  test(`a ${screen} takes the print of ${width} pixels`, () => story(options, async page => {
    await page.locator('.story__row').scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.querySelector('.story__row img').complete);
    const taken = await page.evaluate(() => document.querySelector('.story__row img').currentSrc);
    assert.match(taken, new RegExp(`\\.${width}\\.webp$`));
  }));
}

test('the policy has nothing against the data for search engines', () => story({}, async page => {
  const broken = await page.evaluate(async () => {
    const violations = [];
    document.addEventListener('securitypolicyviolation', event => violations.push(event.violatedDirective));
    const data = document.querySelector('script[type="application/ld+json"]');
    JSON.parse(data.textContent);
    data.after(data.cloneNode(true));
    await new Promise(done => setTimeout(done, 50));
    return violations;
  });
  assert.deepEqual(broken, []);
}));

test('a panel prints on one sheet', async () => {
  const panels = pageOfEachKind(hall).filter(({ path }) => path.startsWith('panels/'));
  assert.ok(panels.length > 0);
  const { page, close } = await openPage(browser, placement.base);
  for (const { path } of panels) {
    await page.goto(placement.base + path, { waitUntil: 'load' });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const boxes = [...pdf.matchAll(/\/Type\s*\/Page\b/g)].length;
    assert.equal(boxes, 1, `${path} takes ${boxes} sheets`);
    assert.match(pdf, /\/MediaBox\s*\[\s*0 0 59[45][.\d]* 84[12]/, 'A4');
  }
  await close();
});
