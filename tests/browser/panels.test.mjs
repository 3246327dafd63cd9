// Long titles, units and honors: nothing of them is cut on panels, and a page is more than its title.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { PLACEMENTS, build, newFolder, openBrowser, openPage } from './support.mjs';

const LONG = '关于在重点项目一线推动党建与业务深度融合、以高质量机关党建服务保障高质量发展的六项机制及其在全市各片组推广应用情况的典型案例';
const UNIT = '示例市发展和改革委员会重点项目推进与优化营商环境工作领导小组办公室机关第一党支部';
const HONOR = '全省机关党的建设服务保障重大项目和优化营商环境创新实践优秀案例评选活动优秀案例';
const CASES = {
  long: { title: LONG, unit: UNIT, summary: '一句很长的摘要。'.repeat(14), honors: [1, 2, 3, 4, 5].map(n => `${HONOR}第${n}名`) },
  short: { title: '一事一议', unit: '市审计局', summary: '短。', honors: [] },
};

let browser;
let placement;
before(async () => {
  const root = newFolder();
  mkdirSync(join(root, 'content/cases'), { recursive: true });
  writeFileSync(join(root, 'content/site.yaml'), 'title: 馆\nbase_url: https://hall.example.org/a/rather/long/folder/\npanels: true\n');
  for (const [slug, { title, unit, summary, honors }] of Object.entries(CASES)) {
    const list = honors.map(honor => `  - {name: ${honor}, level: 省级}\n`).join('');
    writeFileSync(join(root, `content/cases/${slug}.md`), `---\ntitle: ${title}\nslug: ${slug}\nunit: ${unit}\nbrand: ${unit}\nyear: 2024\nsummary: ${summary}\nhonors:\n${list || '  []\n'}---\n正文。\n`);
  }
  browser = await openBrowser();
  placement = await PLACEMENTS.root.at(build(root));
});
after(async () => {
  placement?.close();
  await browser?.close();
});

describe('a panel', () => {
  for (const media of ['screen', 'print']) {
    for (const slug of Object.keys(CASES)) {
      test(`holds all of a ${slug} case, on ${media}`, async () => {
        const { page, close } = await openPage(browser, placement.base, { viewport: { width: 794, height: 1123 } });
        await page.emulateMedia({ media });
        await page.goto(`${placement.base}panels/${slug}.html`);
        assert.deepEqual(await page.evaluate(cutParts), []);
        assert.ok(await page.evaluate(() => document.querySelector('.panel .cover').getBoundingClientRect().height > 80), 'the cover is gone');
        await close();
      });
    }
  }

  test('can be read on a telephone, and nothing of it is cut', async () => {
    for (const slug of Object.keys(CASES)) {
      const { page, close } = await openPage(browser, placement.base, { viewport: { width: 390, height: 844 } });
      await page.goto(`${placement.base}panels/${slug}.html`);
      assert.deepEqual(await page.evaluate(cutParts), []);
      const smallest = await page.evaluate(() => Math.min(...[...document.querySelectorAll('.panel > :not(.cover), .panel__foot *')].map(part => parseFloat(getComputedStyle(part).fontSize))));
      assert.ok(smallest >= 11, `${slug}: ${smallest} px`);
      await close();
    }
  });

  test('is one sheet of paper', async () => {
    const { page, close } = await openPage(browser, placement.base);
    await page.goto(`${placement.base}panels/long.html`);
    const sheet = await page.pdf({ preferCSSPageSize: true });
    assert.equal(sheet.toString('latin1').match(/\/Type\s*\/Page\b/g).length, 1);
    await close();
  });
});

test('a long title takes less than a quarter of a telephone', async () => {
  const { page, close } = await openPage(browser, placement.base, { viewport: { width: 390, height: 844 } });
  const heights = [];
  for (const slug of ['short', 'long']) {
    await page.goto(`${placement.base}cases/${slug}.html`);
    heights.push(await page.evaluate(() => document.querySelector('h1').getBoundingClientRect().height));
  }
  assert.ok(heights[1] > heights[0] && heights[1] < 844 / 4, `${heights}`);
  await close();
});

/** Runs inside the page: the parts of the panel that stick out of it, lie over one another or are cut; only the summary may end in dots. */
function cutParts() {
  const panel = document.querySelector('.panel');
  const edge = panel.getBoundingClientRect();
  const parts = [...panel.children];
  const faults = parts.filter(part => {
    const { top, bottom, left, right } = part.getBoundingClientRect();
    const hides = getComputedStyle(part).overflow !== 'visible' && part.scrollHeight > part.clientHeight;
    const cut = !part.matches('.panel__lead, .cover') && (hides || part.scrollWidth > part.clientWidth);
    return cut || top < edge.top || bottom > edge.bottom + 1 || left < edge.left || right > edge.right + 1;
  });
  const over = parts.slice(1).filter((part, index) => part.getBoundingClientRect().top < parts[index].getBoundingClientRect().bottom - 1);
  return [...faults, ...over].map(part => `${part.tagName}.${part.className} ${JSON.stringify(part.getBoundingClientRect())} in ${JSON.stringify(edge)}`);
}
