// Pictures of the sample hall, to be looked at: node tests/browser/shots.mjs [folder] [part of a name]
//
// One page of each kind and each state a visitor can bring about, at every width, light and dark; then the modes, English,
// and paper. A second argument makes only the pictures whose name has it.
// The pictures of README and docs instead: node tests/browser/shots.mjs --readme

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { PLACEMENTS, ROOT, build, newFolder, openBrowser, pageOfEachKind } from './support.mjs';

const WIDTHS = [390, 768, 1280, 1920];
const SCHEMES = ['light', 'dark'];
const CASE = 'cases/ba-zhi-bu-jian-zai-shen-ji-zu-shang.html';
const EXHIBITION = 'exhibitions/pin-pai-de-fa-bu-yu-zhan-shi.html';
const IN_DOCS = [
  { name: 'entrance', path: 'index.html' },
  { name: 'case', path: CASE },
  { name: 'honors', path: 'honors/index.html' },
  { name: 'slide', path: EXHIBITION + '#deck', act: toSixthSlide },
  { name: 'wall-phone', path: 'cases/index.html', width: 390 },
];

/** What no page of a kind shows: a case in Chinese, without photographs (the longest case without them is the English twin). */
const PLAIN = [{ name: 'cases-one-chinese', path: CASE, whole: true }];

/** What a visitor did before the picture is taken: a name, where it begins, what is pressed. `whole` takes the page, not the screen. */
const STATES = [
  { name: 'wall-facet', path: 'cases/index.html', act: openFacet },
  { name: 'wall-results', path: 'cases/index.html?q=支部', act: waitForResults, whole: true },
  { name: 'wall-chosen', path: 'cases/index.html?level=国家级', act: waitForResults, whole: true },
  { name: 'wall-nothing', path: 'cases/index.html?q=敦煌飞天', act: waitForResults, whole: true },
  { name: 'suggestions', path: 'index.html', act: waitForSuggestions },
  { name: 'wall-picked', path: 'cases/index.html', act: async page => { await pickThree(page); await page.goto(placement.base + 'cases/index.html'); await page.locator('.pick[aria-pressed="true"]').first().evaluate(pick => pick.scrollIntoView({ block: 'center' })); } },
  { name: 'picks-filled', path: 'index.html', act: async page => { await pickThree(page); await page.goto(placement.base + 'picks/index.html'); }, whole: true },
  { name: 'compare-filled', path: 'index.html', act: async page => { await pickThree(page); await page.goto(placement.base + 'picks/compare.html'); }, whole: true },
  { name: 'deck-title', path: EXHIBITION + '#deck' },
  { name: 'deck-slide', path: EXHIBITION + '#deck', act: page => page.keyboard.press('ArrowRight') },
  { name: 'deck-middle', path: EXHIBITION + '#deck', act: toSixthSlide },
  { name: 'display', path: 'index.html', act: page => page.locator('.display summary').click() },
  { name: 'walk', path: EXHIBITION, act: page => page.getByText('从第一件看起').click() },
  { name: 'walk-middle', path: EXHIBITION, act: page => page.goto(placement.base + CASE) },
];

/** Modes in which some kinds are looked at again. */
const MODES = { large: { type: 'large' }, lobby: { lobby: 'on' } };
const KINDS_IN_MODES = /^(entrance|cases|cases-one|brands|honors|units|years|statistics|exhibitions-one|pages-one|calls-one)$/;
const KINDS_ON_PAPER = /^(entrance|cases-one|cases-one-with-pictures|honors|statistics|exhibitions-one|panels-one|calls-one)$/;

const [wanted, part = ''] = process.argv.slice(2);
const hall = process.env.HALL ? resolve(process.env.HALL) : build(ROOT, ['--styleguide']);
const kinds = pageOfEachKind(hall).map(({ kind, path }) => ({ name: kind.replaceAll(/[/ ]/g, '-'), path }));
let placement = await PLACEMENTS.root.at(hall);
const browser = await openBrowser();
console.log(wanted === '--readme' ? await shootForDocs() : await shootAll(resolve(wanted ?? join(ROOT, 'target/shots'))));
await browser.close();
placement.close();

async function shootAll(folder) {
  mkdirSync(folder, { recursive: true });
  const file = name => join(folder, `${name}.png`);
  const scenes = [...PLAIN, ...kinds.map(kind => ({ ...kind, whole: true })), ...STATES];
  for (const colorScheme of SCHEMES) {
    for (const width of WIDTHS) {
      for (const scene of scenes) await shoot(scene, { width, colorScheme }, file(`${scene.name}-${width}-${colorScheme}`));
    }
  }
  for (const [mode, choice] of Object.entries(MODES)) {
    for (const width of [390, 1280]) {
      for (const kind of kinds.filter(({ name }) => KINDS_IN_MODES.test(name))) {
        await shoot({ ...kind, whole: mode !== 'lobby' }, { width, choice }, file(`${mode}-${kind.name}-${width}`));
      }
    }
  }
  for (const kind of kinds.filter(({ name }) => KINDS_ON_PAPER.test(name))) await print(kind, folder);
  await shootElsewhere('language: en', ['index.html', 'cases/index.html', 'statistics/index.html', CASE], 'english', file);
  await shootElsewhere(`grey_days: [${dayInTheHall()}]`, ['index.html'], 'grey', file);
  return folder;
}

/** Pictures of the sample hall with one setting more. */
async function shootElsewhere(setting, paths, name, file) {
  const scenes = paths.flatMap(path => [390, 1280].map(width => ({ path, width, picture: `${name}-${path.replace('.html', '').replaceAll('/', '-')}-${width}` })));
  if (!scenes.some(({ picture }) => picture.includes(part))) return;
  const root = newFolder();
  cpSync(join(ROOT, 'content'), join(root, 'content'), { recursive: true });
  rmSync(join(root, 'content/cases/把支部建在审计组上.en.md'));
  const settings = join(root, 'content/site.yaml');
  const key = setting.split(':')[0];
  const others = readFileSync(settings, 'utf8').split('\n').filter(line => !line.startsWith(`${key}:`));
  writeFileSync(settings, [...others, setting, ''].join('\n'));
  const home = placement;
  placement = await PLACEMENTS.root.at(build(root));
  for (const { path, width, picture } of scenes) await shoot({ path, whole: true }, { width }, file(picture));
  placement.close();
  placement = home;
}

/** The page as it comes out of a printer. */
async function print({ name, path }, folder) {
  if (!`paper-${name}`.includes(part)) return;
  const page = await browser.newPage({ locale: 'zh-CN' });
  await page.goto(placement.base + path, { waitUntil: 'load' });
  await page.evaluate(showLatePictures);
  const sheet = join(folder, `paper-${name}`);
  await page.pdf({ path: `${sheet}.pdf`, preferCSSPageSize: true });
  await page.close();
  spawnSync('pdftoppm', ['-r', '60', '-png', `${sheet}.pdf`, sheet]);
  rmSync(`${sheet}.pdf`);
}

async function shootForDocs() {
  const folder = join(ROOT, 'docs/images');
  mkdirSync(folder, { recursive: true });
  for (const { name, width = 1280, ...scene } of IN_DOCS) await shoot(scene, { width }, join(folder, `${name}.png`));
  return folder;
}

async function shoot({ path, act, whole = false }, { width, colorScheme = 'light', choice }, file) {
  if (!basename(file).includes(part)) return;
  const viewport = { width, height: width < 600 ? 844 : 800 };
  const context = await browser.newContext({ viewport, locale: 'zh-CN', colorScheme, reducedMotion: 'reduce', hasTouch: width < 600, isMobile: width < 600 });
  const page = await context.newPage();
  if (choice) {
    await page.goto(placement.base);
    await page.evaluate(choice => hall.keep('', choice), choice);
  }
  const response = await page.goto(placement.base + path, { waitUntil: 'load' });
  if (!response.ok()) throw new Error(`the hall has no ${path}`);
  await act?.(page);
  await page.evaluate(showLatePictures);
  await page.screenshot({ path: file, fullPage: whole });
  await context.close();
}

async function waitForResults(page) {
  await page.waitForFunction(() => {
    const [answer] = document.querySelectorAll('[data-part="answer"]');
    return !answer.hidden && /\S/.test(answer.textContent);
  });
}

async function waitForSuggestions(page) {
  await page.locator('.search input').pressSequentially('jining');
  await page.locator('.search__list:not([hidden])').waitFor();
}

/** Month and day where the sample hall stands. */
function dayInTheHall() {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format().slice(5);
}

async function toSixthSlide(page) {
  for (let slide = 1; slide < 6; slide += 1) await page.keyboard.press('ArrowRight');
}

async function openFacet(page) {
  const facet = page.locator('[data-facet="unit"]');
  await facet.locator('summary').click();
  await facet.locator('label').first().waitFor();
}

/** Three cases put on the visitor’s own list. */
async function pickThree(page) {
  for (const path of [CASE, 'cases/zuo-zui-mei-de-ta.html', 'cases/ji-lv-ming-jing-tian-tian-zhao.html']) {
    await page.goto(placement.base + path);
    await page.getByRole('button', { name: '收入精选', exact: true }).click();
  }
}

/** Runs inside the page: pictures that wait to be scrolled to are loaded now. */
async function showLatePictures() {
  const pictures = [...document.images];
  pictures.forEach(picture => { picture.loading = 'eager'; });
  await Promise.all(pictures.map(picture => picture.decode().catch(() => {})));
}
