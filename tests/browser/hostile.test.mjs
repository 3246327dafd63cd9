// Nothing a contributor writes runs in a reader's browser, even in one that has never heard of a content policy:
// every payload is put in every place an author can fill, and the pages are opened with the policy switched off.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PLACEMENTS, build, htmlPages, newFolder, openBrowser, tryToBuild } from './support.mjs';

const ELEMENTS = [
  '<script>caught()</script>', '<SCRIPT>caught()</SCRIPT>', '<script/x>caught()</script>', '<script\n>caught()</script>', '<<script>caught()//<</script>',
  '</title><script>caught()</script>', '</textarea><script>caught()</script>', '</style><script>caught()</script>', '</script><script>caught()</script>',
  '--><script>caught()</script>', ']]><script>caught()</script>', '<!--<img src="--><img src=x onerror=caught()>">', '<script>caught()', '<scr<script>ipt>caught()</scr</script>ipt>',
  '<img src=x onerror=caught()>', '<img src="x" onerror="caught()">', '<img/src=x/onerror=caught()>', '<img src=x:x onerror\n=caught()>', '<image src=x onerror=caught()>',
  '<svg onload=caught()>', '<svg><script>caught()</script></svg>', '<svg/onload=caught()//', '<svg><animate onbegin=caught() attributeName=x dur=1s>', '<svg><a xlink:href="javascript:caught()"><text y="9">看</text></a></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=caught()>', '<noscript><p title="</noscript><img src=x onerror=caught()>">', '<template><script>caught()</script></template>',
  '<body onload=caught()>', '<details open ontoggle=caught()>', '<video><source onerror=caught()></video>', '<audio src=x onerror=caught()>', '<input autofocus onfocus=caught()>',
  '<select autofocus onfocus=caught()>', '<marquee onstart=caught()>', '<iframe src="javascript:parent.caught()"></iframe>', '<iframe srcdoc="<script>parent.caught()</script>"></iframe>', '<object data="javascript:caught()"></object>',
  '<embed src="javascript:caught()">', '<base href="javascript:/a/-caught()//">', '<form action="javascript:caught()"><button>送</button></form>', '<button formaction="javascript:caught()" form=x>送</button>',
  '<meta http-equiv="refresh" content="0;url=javascript:caught()">', '<link rel=stylesheet href="data:text/css,*{display:none}">', '<style>@import "javascript:caught()";</style>', '<div style="width:expression(caught())">', '<a href="javascript:caught()">看</a>',
  '<p onmouseover=caught()>看</p>', '<x onclick=caught() tabindex=1 autofocus onfocus=caught()>', '"><script>caught()</script>', "'><script>caught()</script>", '" onmouseover="caught()" x="', "' onfocus='caught()' autofocus x='",
  '` onfocus=caught() autofocus x=`', '&lt;script&gt;caught()&lt;/script&gt;', '&#60;script&#62;caught()&#60;/script&#62;', '\\u003cscript\\u003ecaught()\\u003c/script\\u003e', '%3Cscript%3Ecaught()%3C/script%3E', '＜script＞caught()＜/script＞',
  '{{ constructor.constructor("caught()")() }}', '{% raw %}<script>caught()</script>{% endraw %}', '${caught()}', '<?php caught() ?><script>caught()</script>', '<![CDATA[<script>caught()</script>]]>',
];
const ADDRESSES = [
  'javascript:caught()', 'JaVaScRiPt:caught()', ' javascript:caught()', 'java&#115;cript:caught()', 'javascript&colon;caught()', 'java&Tab;script:caught()', 'java&NewLine;script:caught()', '&#1;javascript:caught()',
  'javascript://x%0Acaught()', 'vbscript:caught()', 'data:text/html,<script>caught()</script>', 'data:text/html;base64,PHNjcmlwdD5wYXJlbnQuY2F1Z2h0KCk8L3NjcmlwdD4=', 'data:image/svg+xml,<svg onload=caught()>', 'blob:caught', 'file:///etc/passwd', '\\javascript:caught()',
];

const quoted = text => JSON.stringify(text);
const inOneLine = text => text.replaceAll('\n', ' ');

/** A hall in which the payload numbered `n` fills every field of a case, a unit, a brand, an honor and an exhibition. */
function hostileHall() {
  const root = newFolder();
  const write = (path, text) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('content/site.yaml', 'title: 馆\nlevels: [国家级]\n');
  ELEMENTS.forEach((payload, n) => {
    const line = inOneLine(payload);
    const p = quoted(`${n} ${line}`);
    write(`content/units/u${n}.md`, `---\nname: ${p}\nshort: ${p}\n---\n${line}\n`);
    write(`content/brands/b${n}.md`, `---\nname: ${p}\nunit: ${p}\nslogan: ${p}\ncarrier: ${p}\n---\n${line}\n`);
    write(`content/honors/h${n}.md`, `---\nname: ${p}\nlevel: 国家级\nissuer: ${p}\n---\n${line}\n`);
    write(`content/exhibitions/e${n}.md`, `---\ntitle: ${p}\nsummary: ${p}\ncases: [${quoted(`c${n}`)}]\n---\n${line}\n`);
    write(`content/cases/c${n}.md`, [
      '---', `title: ${p}`, `summary: ${p}`, 'year: 2024', `unit: ${p}`, `brand: ${p}`, `venue: ${p}`, `tags: [${quoted(line)}]`, `honors: [${p}]`, '---',
      payload, '', `文中 ${line} 文中`, '', `## ${line}`, '', `- ${line}`, '', `> ${line}`, '', `\`${line.replaceAll('`', '')}\``, '', `| ${line} | 乙 |`, '|---|---|', `| ${line} | 丁 |`, '',
      '```html', payload, '```', '', `\`\`\`${line.replaceAll('`', '')}`, '码', '```', '', `[看](https://hall.example/ ${quoted(line)})`, '', `脚注[^1]`, '', `[^1]: ${line}`, '',
    ].join('\n'));
  });
  return root;
}

/** A hall whose only case has `text` in it. */
function hallSaying(text) {
  const root = newFolder();
  mkdirSync(join(root, 'content/cases'), { recursive: true });
  writeFileSync(join(root, 'content/site.yaml'), 'title: 馆\n');
  writeFileSync(join(root, 'content/cases/a.md'), `---\ntitle: 地址\nyear: 2024\nunit: 某局\n---\n${text}\n`);
  return root;
}

let browser;
let context;
let page;
before(async () => {
  browser = await openBrowser();
  context = await browser.newContext({ bypassCSP: true });
  await context.addInitScript(() => { window.caught = () => { window.wasCaught = true; }; });
  page = await context.newPage();
});
after(() => browser.close());

/** What could run on any page of the hall built into `folder`. */
async function faultsOf(folder) {
  const placement = await PLACEMENTS.root.at(folder);
  const faults = [];
  for (const path of htmlPages(folder)) {
    await page.goto(placement.base + path, { waitUntil: 'load' });
    faults.push(...(await page.evaluate(whatCouldRun)).map(fault => `${path}: ${fault}`));
  }
  placement.close();
  return faults;
}

test(`${ELEMENTS.length} payloads in every field of every kind do nothing, with the policy switched off`, async () => {
  const hall = build(hostileHall());
  assert.ok(htmlPages(hall).filter(path => path.startsWith('cases/')).length > ELEMENTS.length, 'every case was published');
  const faults = await faultsOf(hall);
  assert.deepEqual(faults.slice(0, 40), [], `${faults.length} faults`);
});

test(`${ADDRESSES.length} addresses that run something are refused, or lead nowhere`, async () => {
  const faults = [];
  let refused = 0;
  for (const address of ADDRESSES) {
    for (const text of [`[看](${address})`, `[看](<${address}>)`, `<${address}>`, `![图](${address})`, `[看][一]\n\n[一]: ${address}`, `[看][一]\n\n[一]: <${address}>`]) {
      const { hall, complaint } = tryToBuild(hallSaying(text));
      if (hall) faults.push(...(await faultsOf(hall)).map(fault => `${text}: ${fault}`));
      else if (/\[refused-(link|picture)\]/.test(complaint)) refused += 1;
      else faults.push(`${text}: ${complaint}`);
    }
  }
  assert.deepEqual(faults, []);
  assert.ok(refused > 0);
});

/** Runs inside the page: what has run, and what would if a reader touched it. */
function whatCouldRun() {
  const faults = window.wasCaught ? ['a payload ran'] : [];
  const known = name => name.startsWith('assets/') || name.startsWith('../assets/');
  // A script element of another type than script holds data, which is never run.
  for (const element of document.querySelectorAll('*:not(script[type="application/ld+json"])')) {
    const shown = element.outerHTML.slice(0, 160);
    if (/^(script|style|iframe|object|embed|base|frame|template|animate|math|video|audio)$/i.test(element.localName) && !known(element.getAttribute('src') ?? '')) faults.push(`element ${shown}`);
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || name === 'style' || name === 'srcdoc' || name === 'formaction') faults.push(`attribute ${name} in ${shown}`);
      if (/^(href|src|action|xlink:href|data|poster)$/i.test(name)) {
        const { protocol } = new URL(value, document.baseURI);
        if (!['http:', 'https:', 'mailto:', 'tel:'].includes(protocol)) faults.push(`address ${shown}`);
      }
    }
  }
  return faults;
}
