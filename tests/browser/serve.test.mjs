// The live preview in a browser: a page follows its files, keeps its place, and says what is wrong.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { newFolder, openBrowser, openPage, program } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const CASE = 'content/cases/审计.md';
const long = Array.from({ length: 120 }, (_, number) => `第${number}段：到现场去，把问题看清楚。`).join('\n\n');
const text = (title, body, fields = '') => `---\ntitle: ${title}\nunit: 市审计局\nyear: 2024\n${fields}---\n${body}\n`;

/** A hall of two cases, and of `more` files by path, previewed. */
async function preview(more = {}) {
  const root = newFolder();
  const hall = {
    root,
    write(path, content) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    remove: path => rmSync(join(root, path)),
  };
  hall.write(CASE, text('把支部建在审计组上', long));
  hall.write('content/cases/茶.md', text('茶', '一杯清茶。'));
  for (const [path, content] of Object.entries(more)) hall.write(path, content);
  const child = spawn(program(), ['serve', '--port', '0', '--root', root], { env: { ...process.env, LC_ALL: 'zh_CN.UTF-8' } });
  hall.close = () => child.kill();
  let said = '';
  hall.base = await new Promise((resolve, reject) => {
    child.stdout.on('data', data => {
      said += data;
      const found = /http:\/\/\S+/.exec(said);
      if (found) resolve(found[0]);
    });
    child.on('exit', code => reject(new Error(`the preview ended with ${code}: ${said}`)));
  });
  return hall;
}

describe('the live preview', () => {
  let browser, hall, page, complaints, close;
  before(async () => { browser = await openBrowser(); });
  after(() => browser.close());
  beforeEach(async () => {
    hall = await preview();
    ({ page, complaints, close } = await openPage(browser, hall.base));
    await page.goto(`${hall.base}cases/shen-ji.html`);
    await page.locator('zhanguan-preview').waitFor({ state: 'attached' });
  });
  afterEach(async () => {
    await close();
    hall.close();
  });

  const overlay = () => page.locator('.overlay');
  const badge = () => page.locator('.badge');
  const mark = () => page.evaluate(() => { window.marked = true; });
  /** What axe finds in the preview's own marks. It tries out inline styles, which the page's policy refuses: no fault of the page. */
  const violations = async () => {
    assert.deepEqual(complaints, []);
    const found = await page.evaluate(`${axe}; axe.run('zhanguan-preview')`);
    complaints.length = 0;
    return found.violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`);
  };
  const isMarked = () => page.evaluate(() => window.marked === true);

  test('a page follows its file and keeps its place', async () => {
    await page.evaluate(() => scrollTo(0, 1500));
    hall.write(CASE, text('把支部建到一线', `${long}\n\n新的一段。`));
    await page.getByRole('heading', { name: '把支部建到一线' }).waitFor();
    await page.waitForFunction(() => scrollY === 1500);
    await page.getByText('新的一段。').waitFor();
    assert.deepEqual(complaints, []);
  });

  test('a page stays as it is when another is edited', async () => {
    await mark();
    const generation = async () => (await page.evaluate(() => fetch('/__zhanguan/state?page=/').then(answer => answer.json()))).generation;
    const first = await generation();
    hall.write('content/cases/茶.md', text('茶', '换了一壶。'));
    while (await generation() === first);
    hall.write('themes/hall/styles/print.css', 'body { --seen: yes }');
    await page.waitForFunction(() => getComputedStyle(document.body).getPropertyValue('--seen').trim() === 'yes');
    assert.ok(await isMarked());
    assert.deepEqual(complaints, []);
  });

  test('a style changes in place, without another page', async () => {
    await mark();
    await page.evaluate(() => scrollTo(0, 900));
    for (const colour of ['rgb(1, 2, 3)', 'rgb(4, 5, 6)']) {
      hall.write('themes/hall/styles/print.css', `main h1 { color: ${colour} }`);
      await page.waitForFunction(expected => getComputedStyle(document.querySelector('main h1')).color === expected, colour);
    }
    assert.ok(await isMarked());
    assert.equal(await page.evaluate(() => scrollY), 900);
    await page.waitForFunction(() => document.querySelectorAll('link[rel=stylesheet]').length === 1);
    assert.deepEqual(complaints, []);
  });

  test('a fault lies over the last good page, can be put away and comes back', async () => {
    hall.write(CASE, text('把支部建在审计组上', long).replace('2024', '204'));
    await overlay().waitFor();
    const said = await overlay().innerText();
    for (const part of [`${CASE}:4:7`, 'not-a-year', 'year: 204', '建议：']) assert.ok(said.includes(part), said);
    assert.equal(await overlay().locator('mark').innerText(), '204');
    await page.getByText('第119段').waitFor();
    assert.deepEqual(await violations(), []);

    await page.keyboard.press('Escape');
    await overlay().waitFor({ state: 'hidden' });
    await page.reload();
    await badge().waitFor();
    assert.ok(await overlay().isHidden(), 'what was put away stays away');
    assert.ok((await badge().innerText()).includes('1 处错误'));
    await badge().click();
    await overlay().getByRole('button').click();
    await overlay().waitFor({ state: 'hidden' });

    hall.write(CASE, text('', long));
    await overlay().waitFor();
    hall.write(CASE, text('改好了', long));
    await page.getByRole('heading', { name: '改好了' }).waitFor();
    await overlay().waitFor({ state: 'hidden' });
    assert.deepEqual(complaints, []);
  });

  test('what is in a fault is shown as text', async () => {
    hall.write(CASE, text('<img src=x onerror=alert(1)>', long).replace('2024', "'<b id=caught>204</b>'"));
    await overlay().waitFor();
    assert.equal(await page.locator('#caught, .overlay img').count(), 0);
    assert.ok((await overlay().innerText()).includes('<b id=caught>204</b>'));
    assert.deepEqual(complaints, []);
  });

  test('the badge tells length and hints; its panel opens, is remembered, and closes', async () => {
    await badge().waitFor();
    assert.match(await badge().innerText(), /^正文 \d+ 字 · \d+ 条建议$/);
    assert.equal(await badge().getAttribute('aria-expanded'), 'false');
    await badge().click();
    await page.locator('.panel').getByText('没写摘要').waitFor();
    assert.deepEqual(await violations(), []);
    hall.write(CASE, text('把支部建在审计组上', long, 'summary: 一句话。\ndraft: true\n'));
    await page.locator('.panel').getByText('草稿').waitFor();
    assert.equal(await page.locator('.panel').getByText('没写摘要').count(), 0);
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'hidden' });
    await page.reload();
    await badge().waitFor();
    assert.ok(await page.locator('.panel').isHidden());
    assert.deepEqual(complaints, []);
  });

  test('the panel shows figures of the case against the limits of its call, and follows the call', async () => {
    const call = words => `---\ntitle: 典型案例征集\nwords: ${words}\nentries: [审计]\n---\n`;
    hall.write('content/calls/征集.md', call(9000));
    await badge().click();
    await page.locator('.panel .call').getByText('征集《典型案例征集》').waitFor();
    await page.locator('.panel .kept').getByText(/^合格 正文 \d+ 字（≤ 9000 字）$/).waitFor();
    hall.write('content/calls/征集.md', call(10));
    await page.locator('.panel .broken').getByText(/^不合 正文 \d+ 字（≤ 10 字）$/).waitFor();
    assert.match(await badge().innerText(), /征集要求 1 项不合/);
    assert.deepEqual(await violations(), []);
    assert.deepEqual(complaints, []);
  });

  test('a page that gets another address is followed there', async () => {
    hall.write(CASE, text('把支部建在审计组上', long, 'slug: yi-xian\n'));
    await page.waitForURL(`${hall.base}cases/yi-xian.html`);
    assert.deepEqual(complaints, []);
  });

  test('a page that goes leaves the page for what is not there, and comes back', async () => {
    hall.remove(CASE);
    await page.getByRole('heading', { name: '这一页不在馆内' }).waitFor();
    hall.write(CASE, text('又回来了', long));
    await page.getByRole('heading', { name: '又回来了' }).waitFor();
    assert.ok(complaints.every(complaint => /404/.test(complaint)), complaints.join('\n'));
  });

  test('a hall that cannot be shown says why and appears when it is mended', async () => {
    await close();
    hall.close();
    hall = await preview({ 'content/cases/茶.md': text('茶', '撞了名。', 'slug: shen-ji\n') });
    ({ page, complaints, close } = await openPage(browser, hall.base));
    await page.goto(hall.base);
    await page.getByRole('heading', { name: '这一页暂时看不了' }).waitFor();
    await overlay().waitFor();
    assert.ok((await page.locator('main').innerText()).includes('content/cases/茶.md:5:7'));
    hall.write('content/cases/茶.md', text('茶', '改了名。'));
    await page.getByRole('link', { name: '茶', exact: true }).first().waitFor();
    assert.ok(await overlay().isHidden());
  });
});
