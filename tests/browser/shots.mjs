// Pictures of one page of each kind, at every width, light and dark: node tests/browser/shots.mjs [folder]
// The two pictures of the README instead: node tests/browser/shots.mjs --readme

import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PLACEMENTS, ROOT, openBrowser, pageOfEachKind, sampleHall } from './support.mjs';

const WIDTHS = [390, 768, 1280, 1920];
const SCHEMES = ['light', 'dark'];

const README = { entrance: 'index.html', case: 'cases/ba-zhi-bu-jian-zai-shen-ji-zu-shang.html' };

const hall = sampleHall();
const placement = await PLACEMENTS.root.at(hall);
const browser = await openBrowser();
const wanted = process.argv[2];
console.log(wanted === '--readme' ? await shootForReadme() : await shootAll(resolve(wanted ?? join(ROOT, 'target/shots'))));
await browser.close();
placement.close();

async function shootAll(folder) {
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of SCHEMES) {
    for (const width of WIDTHS) {
      for (const { kind, path } of pageOfEachKind(hall)) {
        const name = `${kind.replaceAll(/[/ ]/g, '-')}-${width}-${colorScheme}.png`;
        await shoot(path, { width, colorScheme }, { path: join(folder, name), fullPage: true });
      }
    }
  }
  return folder;
}

async function shootForReadme() {
  const folder = join(ROOT, 'docs/images');
  mkdirSync(folder, { recursive: true });
  for (const [name, path] of Object.entries(README)) {
    await shoot(path, { width: 1280, colorScheme: 'light' }, { path: join(folder, `${name}.png`) });
  }
  return folder;
}

async function shoot(path, { width, colorScheme }, options) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale: 'zh-CN', colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const response = await page.goto(placement.base + path, { waitUntil: 'load' });
  if (!response.ok()) throw new Error(`the hall has no ${path}`);
  await page.evaluate(showLatePictures);
  await page.screenshot(options);
  await context.close();
}

/** Runs inside the page: pictures that wait to be scrolled to are loaded now. */
async function showLatePictures() {
  const pictures = [...document.images];
  pictures.forEach(picture => { picture.loading = 'eager'; });
  await Promise.all(pictures.map(picture => picture.decode().catch(() => {})));
}
