// Even if a script found its way into a page, the page's own policy would not run it.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { PLACEMENTS, newFolder, openBrowser, sampleHall } from './support.mjs';

// ABROAD stands for the address of another server, which notes every visit.
const SMUGGLED = {
  'an inline script': '<script>document.title = "caught"</script>',
  'an event handler': '<img src="no-such-picture.png" alt="" width="1" height="1" onerror="document.title = \'caught\'">',
  'a script from another host': '<script src="ABROAD/caught.js"></script>',
  'a script in a data address': '<script src="data:text/javascript,document.title=%22caught%22"></script>',
  'a module': '<script type="module">document.title = "caught"</script>',
  'a frame with a script': '<iframe srcdoc="<script>parent.document.title = \'caught\'</script>"></iframe>',
  'a frame from another host': '<iframe src="ABROAD/frame.html"></iframe>',
  'an object': '<object data="ABROAD/object.html"></object>',
  'an inline style': '<style>h1 { display: none }</style>',
  'a style attribute': '<div style="background-image: url(ABROAD/style.png); width: 9px; height: 9px"></div>',
  'a picture from another host': '<img src="ABROAD/picture.png" alt="" width="1" height="1">',
  'a stylesheet from another host': '<link rel="stylesheet" href="ABROAD/style.css">',
  'another base': '<base href="ABROAD/">',
  'a form to another host': '<form action="ABROAD/form" id="trap"><button>送</button></form>',
  'a link that is a script': '<a href="javascript:document.title = \'caught\'" id="trap">看</a>',
};

const hall = sampleHall();
const abroad = { visits: [] };
let browser;
before(async () => {
  abroad.server = createServer((request, response) => {
    abroad.visits.push(request.url);
    response.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' }).end();
  }).listen(0, '127.0.0.1');
  await once(abroad.server, 'listening');
  abroad.address = `http://127.0.0.1:${abroad.server.address().port}`;
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  abroad.server.close();
});

for (const { name, at } of Object.values(PLACEMENTS)) {
  describe(name, () => {
    let placement;
    before(async () => { placement = await at(trappedHall()); });
    after(() => placement.close());

    Object.entries(SMUGGLED).forEach(([what, html], number) => {
      test(`${what} in a page does nothing`, async () => {
        const page = await browser.newPage();
        const refusals = [];
        page.on('console', message => { if (message.text().includes('Content Security Policy')) refusals.push(message.text()); });
        abroad.visits.length = 0;
        await page.goto(`${placement.base}trap-${number}.html`, { waitUntil: 'load' });
        if (html.includes('id="trap"')) await page.evaluate(() => document.querySelector('#trap button, a#trap').click());
        await page.waitForTimeout(150);
        assert.notEqual(await page.title(), 'caught');
        assert.equal(await page.locator('h1').isVisible(), true);
        assert.deepEqual(abroad.visits, []);
        assert.notDeepEqual(refusals, [], 'the policy refused nothing, so nothing was tried');
        await page.close();
      });
    });
  });
}

/** The sample hall with one more entrance for each thing smuggled into the start of its text. */
function trappedHall() {
  const folder = join(newFolder(), 'hall');
  cpSync(hall, folder, { recursive: true });
  const entrance = readFileSync(join(folder, 'index.html'), 'utf8');
  Object.values(SMUGGLED).forEach((html, number) => {
    const trap = html.replaceAll('ABROAD', abroad.address);
    writeFileSync(join(folder, `trap-${number}.html`), entrance.replace(/<main[^>]*>/, main => `${main}${trap}`));
  });
  return folder;
}
