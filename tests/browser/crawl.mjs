// Walks a hall as a tireless visitor would: from the entrance, along every link, loading every page.

import { openPage } from './support.mjs';

// Fragments that a script reads as a way of showing the page, not as a place in it.
const MODES = new Set(['lobby']);

/**
 * Every page reachable from the entrance, and what is wrong with them.
 *
 * `pages` maps a path to what was seen there; `complaints` and `broken` are sentences, one for each fault.
 */
export async function crawl(browser, placement, options) {
  const { page, complaints, close } = await openPage(browser, placement.base, options);
  const pages = new Map();
  const broken = [];
  const anchors = [];
  const resources = new Map();
  const queue = ['index.html'];
  const seen = new Set(queue);

  while (queue.length > 0) {
    const path = queue.shift();
    await page.goto(placement.base + path, { waitUntil: 'load' });
    const sight = await page.evaluate(lookAround);
    pages.set(path, sight);
    for (const link of sight.links) {
      const url = new URL(link);
      if (!link.startsWith(placement.base)) {
        if (url.protocol === new URL(placement.base).protocol && url.host === new URL(placement.base).host) broken.push(`${path} leads out of the hall: ${link}`);
        continue;
      }
      const target = url.href.split(/[?#]/)[0];
      const name = url.hash.slice(1);
      const targetPath = pagePath(target, placement.base);
      if (name && targetPath && !MODES.has(name)) anchors.push({ path, targetPath, name: decodeURIComponent(name) });
      resources.set(target, resources.get(target) ?? path);
      if (targetPath && !seen.has(targetPath)) {
        seen.add(targetPath);
        queue.push(targetPath);
      }
    }
    for (const link of sight.files) resources.set(link, resources.get(link) ?? path);
  }

  for (const [url, path] of resources) {
    if (!await placement.exists(url)) broken.push(`${path} names ${url}, which is not there`);
  }
  for (const { path, targetPath, name } of anchors) {
    if (!pages.get(targetPath)?.ids.includes(name)) broken.push(`${path} leads to #${name}, which ${targetPath} does not have`);
  }
  await close();
  return { pages, complaints, broken };
}

/** The path within the hall of the page at `url`, or nothing if it is a file to download. */
function pagePath(url, base) {
  const path = decodeURI(url.slice(base.length));
  if (path === '' || path.endsWith('/')) return `${path}index.html`;
  return path.endsWith('.html') ? path : undefined;
}

/** Runs inside the page. */
function lookAround() {
  const all = (selector, read) => [...document.querySelectorAll(selector)].map(read);
  return {
    title: document.title,
    lang: document.documentElement.lang,
    styled: getComputedStyle(document.body).backgroundColor !== 'rgba(0, 0, 0, 0)',
    headings: all('h1, h2, h3, h4, h5, h6', heading => Number(heading.tagName[1])),
    ids: all('[id]', element => element.id),
    twins: all('[id]', element => element.id).filter((id, index, ids) => ids.indexOf(id) !== index),
    links: all('a[href], area[href]', link => link.href).filter(href => /^(https?|file):/.test(href)),
    files: all('link[rel~="stylesheet"], link[rel~="alternate"], link[rel~="icon"]', link => link.href)
      .concat(all('img[src], script[src], source[src], video[src]', element => element.src)),
    poorPictures: all('img', image => image)
      .filter(image => !image.hasAttribute('alt') || !image.hasAttribute('width') || !image.hasAttribute('height') || (image.complete && image.naturalWidth === 0))
      .map(image => image.outerHTML),
    text: document.querySelector('main')?.innerText.trim().length ?? 0,
  };
}
