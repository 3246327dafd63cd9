// One page of each kind, looked at closely: on a phone, by keyboard, by a screen reader's rules, by its weight.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { PLACEMENTS, build, newFolder, openBrowser, openPage, pageOfEachKind, sampleHall } from './support.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { viewport: { width: 390, height: 844 } };
const SMALLEST = { viewport: { width: 320, height: 640 } };

const hall = sampleHall();
const kinds = pageOfEachKind(hall);
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

/** What `look` finds on the page of every kind; kinds where it finds nothing are left out. */
async function findings(options, look) {
  const { page, close } = await openPage(browser, placement.base, options);
  const found = {};
  for (const { kind, path } of kinds) {
    await page.goto(placement.base + path, { waitUntil: 'load' });
    const finding = await look(page);
    if (finding.length > 0) found[`${kind} (${path})`] = finding;
  }
  await close();
  return found;
}

describe('on a narrow screen', () => {
  for (const [name, options] of Object.entries({ '390 px': PHONE, '320 px': SMALLEST })) {
    test(`nothing makes a page scroll sideways at ${name}`, async () => {
      assert.deepEqual(await findings(options, page => page.evaluate(tooWide)), {});
    });
  }

  test('what a label names stands under its name, however many units a case has', async () => {
    const root = newFolder();
    mkdirSync(join(root, 'content/cases'), { recursive: true });
    const units = ['示例市审计局', '示例市政务服务中心', '示例市财政局', '示例市教育局', '示例市司法局'];
    for (const count of units.keys()) {
      const text = `---\ntitle: ${count}\nslug: c${count}\nunit: [${units.slice(0, count + 1)}]\nbrand: 明镜照账\nyear: 2024\ntags: [共建, 培训]\n---\n正文。\n`;
      writeFileSync(join(root, `content/cases/${count}.md`), text);
    }
    const place = await PLACEMENTS.root.at(build(root));
    const { page, close } = await openPage(browser, place.base, PHONE);
    const found = {};
    for (const count of units.keys()) {
      await page.goto(`${place.base}cases/c${count}.html`);
      const names = await page.evaluate(parted);
      if (names.length > 0) found[`${count + 1} units`] = names;
    }
    await close();
    place.close();
    assert.deepEqual(found, {});
  });
});

/** Labels of a case whose name stands elsewhere than its value. */
function parted() {
  const left = element => {
    const letters = document.createRange();
    letters.selectNodeContents(element);
    return Math.round(letters.getBoundingClientRect().left);
  };
  return [...document.querySelectorAll('.label dt')].filter(name => left(name) !== left(name.nextElementSibling)).map(name => name.textContent);
}

describe('by keyboard', () => {
  test('the first Tab reaches the skip link, in sight, and Enter moves to the text', async () => {
    assert.deepEqual(await findings({}, async page => {
      const faults = [];
      await page.keyboard.press('Tab');
      const skip = await page.evaluate(() => {
        const { top, height } = document.activeElement.getBoundingClientRect();
        return { href: document.activeElement.getAttribute('href'), seen: top >= 0 && height > 0 };
      });
      if (skip.href !== '#main') faults.push(`the first Tab reaches ${JSON.stringify(skip)}`);
      if (!skip.seen) faults.push('the skip link is out of sight');
      await page.keyboard.press('Enter');
      const reached = await page.evaluate(() => document.activeElement.id);
      if (reached !== 'main') faults.push(`Enter moves to “${reached}”`);
      return faults;
    }), {});
  });

  test('every stop of Tab shows that it has the focus', async () => {
    assert.deepEqual(await findings({}, async page => {
      const unseen = [];
      for (let stop = 0; stop < 25; stop += 1) {
        await page.keyboard.press('Tab');
        const fault = await page.evaluate(() => {
          const element = document.activeElement;
          if (element === document.body) return null;
          const style = getComputedStyle(element);
          return style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2 ? element.outerHTML.slice(0, 100) : null;
        });
        if (fault) unseen.push(fault);
      }
      return unseen;
    }), {});
  });
});

describe('by the rules of axe', () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const [screen, options] of Object.entries({ 'wide screen': {}, phone: PHONE })) {
      test(`no violation on a ${screen}, ${colorScheme}`, async () => {
        assert.deepEqual(await findings({ ...options, colorScheme, bypassCSP: true }, async page => {
          await page.evaluate(AXE);
          return page.evaluate(axeViolations);
        }), {});
      });
    }
  }
});

describe('by its weight', () => {
  test('nothing moves after it was shown', async () => {
    assert.deepEqual(await findings({}, async page => {
      const shift = await page.evaluate(layoutShift);
      return shift > 0.01 ? [`layout shift ${shift.toFixed(3)}`] : [];
    }), {});
  });

  test('a page without pictures is at most 60 KB over the wire', async () => {
    const nginx = await PLACEMENTS.subPath.at(hall);
    const { page, close } = await openPage(browser, nginx.base);
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    let bytes = 0;
    session.on('Network.loadingFinished', event => { bytes += event.encodedDataLength; });
    const heavy = {};
    // The wall of brands is made of pictures: a seal for each.
    for (const { kind, path } of kinds.filter(({ kind }) => !kind.includes('pictures') && kind !== 'brands')) {
      bytes = 0;
      await page.goto(nginx.base + path, { waitUntil: 'networkidle' });
      if (bytes > 60_000) heavy[kind] = bytes;
    }
    await close();
    nginx.close();
    assert.deepEqual(heavy, {});
  });
});

/** Runs inside the page: the elements that stick out of a page wider than its screen. */
function tooWide() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width && document.body.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')]
    .filter(element => element.getBoundingClientRect().right > width + 1)
    .slice(0, 5)
    .map(element => `${element.tagName.toLowerCase()}.${element.className}: right edge ${Math.round(element.getBoundingClientRect().right)} of ${width}`)
    .concat(`page ${document.documentElement.scrollWidth} of ${width}`);
}

/** Runs inside the page, after axe. */
async function axeViolations() {
  const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(node => `${id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ').slice(0, 220)}`));
}

/** Runs inside the page: how much has moved since it was first painted, after walking to its end. */
async function layoutShift() {
  for (let y = 0; y < document.documentElement.scrollHeight; y += 600) {
    window.scrollTo(0, y);
    await new Promise(done => setTimeout(done, 20));
  }
  return new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(sum), 100);
  });
}
