// What a visitor can switch on: large type, light and dark, the lobby, days of mourning; walks, slides, picks and comparing.

import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { PLACEMENTS, ROOT, build, newFolder, openBrowser, openPage, pageOfEachKind, sampleHall } from './support.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const hall = sampleHall();
const kinds = pageOfEachKind(hall);
const EXHIBITION = 'exhibitions/pin-pai-de-fa-bu-yu-zhan-shi.html';
const CASE = 'cases/ba-zhi-bu-jian-zai-shen-ji-zu-shang.html';
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

/** Opens `path` and gives the page to `visit`; a visitor's browser must find nothing to complain of. */
async function visiting(path, visit, { clock, storage, ...options } = {}) {
  const { page, complaints, close } = await openPage(browser, placement.base, options);
  if (clock) await page.clock.install();
  if (storage === 'none') await page.addInitScript(forbidStorage);
  await page.goto(placement.base + path);
  await visit(page);
  await close();
  assert.deepEqual(complaints, []);
}

const chosen = page => page.evaluate(() => ({ ...document.documentElement.dataset }));
const rootSize = page => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));

describe('display settings', () => {
  test('large type on a telephone gives the ways on the width of the page', () => visiting(CASE, async page => {
    await page.evaluate(() => hall.choose('type', 'large'));
    const widths = await page.evaluate(() => [...document.querySelectorAll('.neighbours a, .walk__where')].map(way => way.offsetWidth));
    assert.ok(widths.length > 2 && widths.every(width => width > 300), `${widths}`);
  }, { viewport: { width: 390, height: 844 } }));

  test('large type is 1.4 times as large, and remembered on the next page before it is shown', () => visiting('index.html', async page => {
    const before = await rootSize(page);
    await page.getByText('显示设置').click();
    await page.getByRole('button', { name: '大字版' }).click();
    assert.equal(await rootSize(page), before * 1.4);
    await page.goto(placement.base + CASE);
    assert.equal((await chosen(page)).type, 'large');
    assert.equal(await page.getByRole('button', { name: '大字版', includeHidden: true }).getAttribute('aria-pressed'), 'true');
  }));

  test('dark is chosen by hand against the system’s wish, and taken back', () => visiting('index.html', async page => {
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.getByText('显示设置').click();
    await page.getByRole('button', { name: '深色' }).click();
    assert.notEqual(await paper(), light);
    await page.getByRole('button', { name: '深色' }).click();
    assert.equal(await paper(), light);
  }, { colorScheme: 'light' }));

  test('the panel opens and closes by keyboard, and Esc gives the focus back', () => visiting('index.html', async page => {
    await page.locator('.display summary').focus();
    await page.keyboard.press('Enter');
    assert.ok(await page.getByRole('button', { name: '大字版' }).isVisible());
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), '显示设置');
    assert.ok(!await page.getByRole('button', { name: '大字版' }).isVisible());
  }));

  test('without scripts there is no switch that does nothing', () => visiting('index.html', async page => {
    assert.equal(await page.getByText('显示设置').count(), 0);
    assert.equal(await page.locator('button').count(), 0);
  }, { javaScriptEnabled: false }));

  test('a browser that keeps nothing shows the hall all the same', () => visiting(CASE, async page => {
    assert.ok(await page.getByRole('heading', { level: 1 }).isVisible());
    await page.getByText('显示设置').click();
    await page.getByRole('button', { name: '大字版' }).click();
    assert.equal((await chosen(page)).type, 'large');
  }, { storage: 'none' }));
});

describe('days of mourning', () => {
  test('take the colour out on the day in the hall’s zone, and only then', async () => {
    const root = newFolder();
    cpSync(join(ROOT, 'content'), join(root, 'content'), { recursive: true });
    appendFileSync(join(root, 'content/site.yaml'), 'grey_days: [12-13]\n');
    const grey = await PLACEMENTS.root.at(build(root));
    const isGrey = async time => {
      const { page, close } = await openPage(browser, grey.base);
      await page.clock.setFixedTime(new Date(time));
      await page.goto(grey.base);
      const filter = await page.evaluate(() => getComputedStyle(document.documentElement).filter);
      await close();
      return filter === 'grayscale(1)';
    };
    // In Shanghai the day begins at 16:00 of the day before by universal time.
    assert.deepEqual(
      [await isGrey('2026-12-12T15:59:00Z'), await isGrey('2026-12-12T16:01:00Z'), await isGrey('2026-12-13T15:59:00Z'), await isGrey('2026-12-13T16:01:00Z')],
      [false, true, true, false],
    );
    grey.close();
  });
});

describe('the lobby', () => {
  test('has a bar that leads home from every kind of page, and no link out of the hall', () => visiting('index.html#lobby', async page => {
    for (const { path } of kinds.filter(({ path }) => path !== '404.html')) {
      await page.goto(placement.base + path);
      const strangers = await page.evaluate(base => [...document.links].filter(link => !link.closest('[data-behaviour="story"]')).map(link => link.href).filter(href => !href.startsWith(base) || !new URL(href).pathname.endsWith('.html')), placement.base);
      assert.deepEqual(strangers, [], path);
      assert.ok(await page.locator('.lobby button').first().isVisible(), path);
    }
    await page.locator('.lobby button').first().click();
    await page.waitForURL('**/index.html');
  }));

  test('gives addresses elsewhere as QR codes, numbered where the text names them', async () => {
    const root = newFolder();
    mkdirSync(join(root, 'content/pages'), { recursive: true });
    writeFileSync(join(root, 'content/pages/a.md'), '---\ntitle: 关于\n---\n见[甲](https://one.example/)、[乙](https://two.example/路)，又见[甲](https://one.example/)。\n');
    const other = await PLACEMENTS.root.at(build(root));
    const { page, complaints, close } = await openPage(browser, other.base);
    await page.goto(other.base + 'pages/a.html');
    assert.ok(await page.locator('.outside').isHidden());
    await page.goto(other.base + 'index.html#lobby');
    await page.goto(other.base + 'pages/a.html');
    assert.equal(await page.locator('.prose').textContent(), '见甲1、乙2，又见甲1。\n');
    assert.deepEqual(await page.locator('.outside small').allTextContents(), ['https://one.example/', 'https://two.example/路']);
    const codes = await page.locator('.outside .code').evaluateAll(codes => codes.map(code => {
      const side = code.viewBox.baseVal.width - 8;
      const dark = new Set(code.lastChild.getAttribute('d').match(/\d+ \d+(?=h)/g));
      // The three eyes that every code has in its corners.
      const eye = (x, y) => [0, 6].every(i => dark.has(`${x + i} ${y}`) && dark.has(`${x} ${y + i}`)) && dark.has(`${x + 3} ${y + 3}`) && !dark.has(`${x + 1} ${y + 1}`);
      return { eyes: [eye(0, 0), eye(side - 7, 0), eye(0, side - 7)], width: code.getBoundingClientRect().width >= 120 };
    }));
    assert.deepEqual(codes, Array(2).fill({ eyes: [true, true, true], width: true }));
    await close();
    assert.deepEqual(complaints, []);
    other.close();
  });

  test('has a bar of one row on a telephone, for which the page keeps room', () => visiting('index.html#lobby', async page => {
    const { rows, bar, room } = await page.evaluate(() => ({
      rows: new Set([...document.querySelectorAll('.lobby button')].map(button => button.offsetTop)).size,
      bar: document.querySelector('.lobby').offsetHeight,
      room: parseFloat(getComputedStyle(document.body).paddingBottom),
    }));
    assert.equal(rows, 1);
    assert.ok(bar <= room, `${bar} px over ${room}`);
  }, { viewport: { width: 390, height: 844 } }));

  test('gives fingers at least 44 px', () => visiting('index.html#lobby', async page => {
    for (const path of ['index.html', 'cases/index.html', 'units/index.html', CASE]) {
      await page.goto(placement.base + path);
      const small = await page.evaluate(() => [...document.querySelectorAll('.masthead__nav a, .chips a, .button, .lobby button, .directory a, .pager a, .hero__levels a, .label__words a')]
        .filter(target => target.getBoundingClientRect().height > 0 && target.getBoundingClientRect().height < 44)
        .map(target => `${target.className} ${target.textContent.trim()} ${target.getBoundingClientRect().height}`));
      assert.deepEqual(small, [], path);
    }
  }));

  test('counts down when nobody touches it, stays when somebody does, and then plays its exhibition', () => visiting('cases/index.html#lobby', async page => {
    await page.clock.runFor(81_000);
    assert.match(await page.locator('.lobby__countdown').textContent(), /^9 秒后回到展览/);
    await page.mouse.move(50, 50);
    assert.ok(await page.locator('.lobby__countdown').isHidden());
    await page.clock.runFor(91_000);
    await page.waitForURL(url => url.hash === '#attract');
    const first = await page.locator('.deck h1').textContent();
    await page.clock.runFor(8_100);
    assert.notEqual(await page.locator('.deck h1').textContent(), first);
    await page.mouse.click(200, 200);
    await page.waitForURL('**/index.html');
  }, { clock: true }));

  test('is left with #lobby=off, and by holding Esc', () => visiting('index.html#lobby', async page => {
    await page.keyboard.down('Escape');
    await page.clock.runFor(2_100);
    await page.keyboard.up('Escape');
    await page.waitForFunction(() => !('lobby' in document.documentElement.dataset));
    await page.goto(placement.base + 'cases/index.html#lobby');
    await page.goto(placement.base + 'years/index.html');
    assert.equal((await chosen(page)).lobby, 'on');
    await page.goto(placement.base + 'index.html#lobby=off');
    await page.goto(placement.base + CASE);
    assert.equal((await chosen(page)).lobby, undefined);
  }, { clock: true }));
});

describe('an exhibition', () => {
  test('is shown as slides by keyboard, with notes, and Esc gives the page back', () => visiting(EXHIBITION + '#deck', async page => {
    const place = () => page.locator('.deck__place').textContent();
    const title = () => page.locator('.deck h1').textContent();
    assert.equal(await title(), '品牌的发布与展示');
    assert.equal(await place(), '1 / 11');
    for (const key of ['ArrowRight', 'PageDown', ' ', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    assert.equal(await title(), '把支部建在审计组上');
    await page.keyboard.press('n');
    assert.match(await page.locator('.deck__notes').textContent(), /请先看这枚印/);
    await page.keyboard.press('ArrowLeft');
    assert.equal(await place(), '5 / 11');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    assert.equal(await place(), '11 / 11');
    await page.keyboard.press('Home');
    assert.equal(await place(), '1 / 11');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.deck').count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), '幻灯放映');
    assert.equal(new URL(page.url()).hash, '');
    await page.keyboard.press('Enter');
    assert.equal(await place(), '1 / 11');
  }));

  test('as slides keeps the keyboard inside and tells the time since it began', () => visiting(EXHIBITION + '#deck', async page => {
    await page.clock.runFor(65_000);
    assert.equal(await page.locator('.deck__clock').textContent(), '1:05');
    for (let stop = 0; stop < 12; stop += 1) {
      await page.keyboard.press('Tab');
      assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('.deck') !== null));
    }
  }, { clock: true }));

  test('stays at hand on the cases of the walk one came through', () => visiting(EXHIBITION, async page => {
    await page.getByText('从第一件看起').click();
    await page.waitForURL('**/cases/*.html');
    const here = page.locator('.walk--here');
    assert.equal(await here.count(), 1);
    assert.match(await here.textContent(), /第 1\/10 站 品牌的发布与展示 余 \d+ 分钟/);
    assert.equal(await here.evaluate(walk => getComputedStyle(walk).position), 'sticky');
    for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 800 }]) {
      await page.setViewportSize(viewport);
      const height = await here.evaluate(walk => walk.offsetHeight);
      assert.ok(height < 64, `one line, not ${height} px of a telephone's screen`);
    }
    await here.locator('[rel="next"]').click();
    await page.waitForURL(/jiu-shi-er-ge/);
    assert.match(await page.locator('.walk--here').textContent(), /第 2\/10 站/);
  }));
});

describe('picks', () => {
  const pick = async (page, path) => {
    await page.goto(placement.base + path);
    await page.getByRole('button', { name: '收入精选', exact: true }).click();
  };
  const cases = readdirSync(join(hall, 'cases')).filter(name => !/^index|\.en\.html$/.test(name)).slice(0, 5).map(name => `cases/${name}`);

  test('are kept, listed, taken out and counted', () => visiting(CASE, async page => {
    await page.getByRole('button', { name: '收入精选', exact: true }).click();
    assert.equal(await page.locator('.picked').textContent(), '精选 1');
    await pick(page, cases[0]);
    await page.locator('.picked').click();
    await page.waitForURL('**/picks/index.html');
    assert.equal(await page.locator('.picks__one').count(), 2);
    const text = await page.locator('.picks').textContent();
    for (const fact of ['把支部建在审计组上', '济宁市审计局机关党委', '诚审惟公', '2023', '全国优秀审计项目']) assert.ok(text.includes(fact), fact);
    await page.getByRole('button', { name: '移出精选：把支部建在审计组上' }).click();
    assert.equal(await page.locator('.picks__one').count(), 1);
    await page.reload();
    assert.equal(await page.locator('.picks__one').count(), 1);
  }));

  test('are chosen on a wall by finger, after saying so, and by key', async () => {
    await visiting('cases/index.html', async page => {
      const rings = page.locator('.cards .pick');
      assert.ok(await rings.first().isHidden());
      await page.getByRole('button', { name: '挑选案例' }).tap();
      const { width, height } = await rings.first().boundingBox();
      assert.ok(width >= 44 && height >= 44, `${width} × ${height}`);
      await rings.first().tap();
      assert.equal(await page.locator('.picked').textContent(), '精选 1');
      assert.equal(await rings.first().getAttribute('aria-pressed'), 'true');
      await page.getByRole('button', { name: '挑选案例' }).tap();
      assert.ok(await rings.first().isVisible() && await rings.nth(1).isHidden(), 'what is chosen stays marked');
    }, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await visiting('cases/index.html', async page => {
      await page.locator('.cards a').first().focus();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      assert.equal(await page.locator('.picked').textContent(), '精选 1');
      assert.ok(await page.getByRole('button', { name: '挑选案例' }).isHidden());
    });
    await visiting('cases/index.html', async page => assert.equal(await page.locator('.pick, .choosing__switch').count(), 0), { javaScriptEnabled: false });
  });

  test('are exported as a table in which nothing is a formula', () => visiting('picks/index.html', async page => {
    await page.evaluate(() => { hall.keep('picks', [{ url: 'cases/index.html', title: '=1+1', unit: '含"引号"', brand: '', year: '2024', honors: '', summary: '两行\n文字' }]); });
    await page.reload();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出表格' }).click();
    const file = await download;
    assert.equal(file.suggestedFilename(), '我的精选.csv');
    const text = readFileSync(await file.path(), 'utf8');
    assert.equal(text, '\ufeff"案例","单位","品牌","年份","荣誉","摘要"\r\n"\'=1+1","含""引号""","","2024","","两行\n文字"');
  }));

  test('told in another language than the page say so, and honors keep their level', () => visiting(CASE.replace('.html', '.en.html'), async page => {
    await page.getByRole('button', { name: 'Add to my picks', exact: true }).click();
    await pick(page, CASE);
    for (const path of ['picks/index.html', 'picks/compare.html']) {
      await page.goto(placement.base + path);
      assert.equal(await page.locator('[data-behaviour] a[lang="en"]').count(), 1, path);
      assert.equal(await page.locator('[data-behaviour] a[lang^="zh"]').count(), 0, path);
      assert.ok(await page.locator('.level--1').count() > 0, path);
    }
  }));

  test('are nothing yet: the page leads to the cases and the exhibitions, and not to a comparison', async () => {
    await visiting('picks/index.html', async page => {
      assert.ok(await page.getByRole('link', { name: '看全部案例' }).isVisible());
      assert.ok(await page.getByRole('link', { name: '跟着展览看' }).isVisible());
      assert.ok(await page.getByRole('link', { name: '案例对照' }).isHidden());
      await pick(page, CASE);
      await page.goto(placement.base + 'picks/index.html');
      assert.ok(await page.getByRole('link', { name: '看全部案例' }).isHidden());
      assert.ok(await page.getByRole('link', { name: '案例对照' }).isHidden(), 'one case is no comparison');
    });
  });

  test('that lead out of the hall are not shown', () => visiting('picks/index.html', async page => {
    await page.evaluate(() => { hall.keep('picks', [{ url: 'javascript:alert(1)', title: 'x' }, { url: 'https://evil.example/', title: 'y' }]); });
    await page.reload();
    assert.equal(await page.locator('.picks__one').count(), 0);
  }));

  test('two to four are compared side by side, neither one nor five', () => visiting(CASE, async page => {
    for (const path of cases) await pick(page, path);
    await page.goto(placement.base + 'picks/index.html');
    const compare = page.getByRole('button', { name: '对照所选' });
    assert.ok(await compare.isDisabled());
    const boxes = await page.getByRole('checkbox').all();
    for (const box of boxes) await box.check();
    assert.ok(await compare.isDisabled());
    await boxes[0].uncheck();
    await boxes[4].uncheck();
    await compare.click();
    await page.waitForURL('**/picks/compare.html#*');
    assert.equal(await page.locator('.compare thead th').count(), 4);
    assert.deepEqual(await page.locator('.compare tbody th').allTextContents(), ['单位', '品牌', '年份', '荣誉', '摘要']);
  }));
});

describe('by the rules of axe, in every mode', () => {
  const MODES = { 'large type': { type: 'large' }, 'large type, dark': { type: 'large', scheme: 'dark' }, 'the lobby': { lobby: 'on' }, dark: { scheme: 'dark' } };
  for (const [name, choice] of Object.entries(MODES)) {
    test(`no violation in ${name}`, async () => {
      const { page, close } = await openPage(browser, placement.base, { bypassCSP: true, reducedMotion: 'reduce' });
      await page.goto(placement.base);
      await page.evaluate(choice => hall.keep('', choice), choice);
      const found = {};
      for (const { kind, path } of kinds) {
        await page.goto(placement.base + path);
        await page.evaluate(AXE);
        const violations = await page.evaluate(axeViolations);
        if (violations.length > 0) found[`${kind} (${path})`] = violations;
      }
      await close();
      assert.deepEqual(found, {});
    });
  }

  test('no violation in slides, picks and comparing', async () => {
    const { page, close } = await openPage(browser, placement.base, { bypassCSP: true, reducedMotion: 'reduce' });
    const found = {};
    const look = async (name, path) => {
      await page.goto(placement.base + path);
      await page.evaluate(AXE);
      const violations = await page.evaluate(axeViolations);
      if (violations.length > 0) found[name] = violations;
    };
    await look('slides', EXHIBITION + '#deck');
    await page.goto(placement.base + CASE);
    await page.getByRole('button', { name: '收入精选', exact: true }).click();
    await look('case, picked', CASE);
    await look('picks', 'picks/index.html');
    await look('compare', 'picks/compare.html');
    await close();
    assert.deepEqual(found, {});
  });
});

describe('motion', () => {
  test('nothing moves for those who asked for less', () => visiting('cases/index.html', async page => {
    const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter(element => {
      const { transitionDuration, animationName } = getComputedStyle(element);
      return animationName !== 'none' || transitionDuration.split(', ').some(time => parseFloat(time) > 0);
    }).map(element => element.className).slice(0, 5));
    assert.deepEqual(moving, []);
  }, { reducedMotion: 'reduce' }));
});

describe('a wall', () => {
  for (const width of [390, 768, 1280, 1920]) {
    test(`is filled from edge to edge in every row at ${width} px`, async () => {
      for (const [path, list] of [['cases/index.html', '.cards'], ['brands/index.html', '.tiles']]) {
        await visiting(path, async page => {
          const ragged = await page.evaluate(list => {
            const wall = document.querySelector(list).getBoundingClientRect();
            const rows = new Map();
            for (const item of document.querySelectorAll(`${list} > li`)) {
              const { top, right } = item.getBoundingClientRect();
              rows.set(Math.round(top), Math.max(rows.get(Math.round(top)) ?? 0, right));
            }
            return [...rows.values()].filter(right => Math.abs(right - wall.right) > 1.5);
          }, list);
          assert.deepEqual(ragged, [], path);
        }, { viewport: { width, height: 900 } });
      }
    });
  }
});

/** Runs inside the page, after axe. */
async function axeViolations() {
  const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(node => `${id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ').slice(0, 220)}`));
}

/** Runs inside the page, before it: a browser set to keep nothing. */
function forbidStorage() {
  for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
  }
}
