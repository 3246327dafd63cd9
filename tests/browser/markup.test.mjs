// Every page by the letter of the HTML standard, where Java is there to run the Nu checker.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { htmlPages, sampleHall } from './support.mjs';

const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
const runs = spawnSync('java', ['-jar', jar, '--version']).status === 0;

test('every page is valid HTML', { skip: runs ? false : 'no Java on this machine that runs the checker' }, () => {
  const hall = sampleHall();
  const files = htmlPages(hall).map(path => join(hall, path));
  const { stdout, stderr, status } = spawnSync('java', ['-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always', ...files], { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(status, 0, stderr);
  // The checker knows no address for a file, so to it 'self' is nowhere.
  const ownStyle = /^Resource violates Content Security Policy \(meta tag\): (?:external stylesheet|external script|image) “(?!\w+:|\/)/;
  // It also takes JSON for search engines for a script. Browsers do not: story.test.mjs sees that the policy is not
  // broken, and the program's own tests that no other script stands in a page.
  const ownData = /^Inline script violates Content Security Policy \(meta tag\)/;
  const faults = JSON.parse(stdout).messages
    .filter(({ type, subType }) => type === 'error' || subType === 'warning')
    .filter(({ message }) => !ownStyle.test(message) && !ownData.test(message))
    .map(({ url, lastLine, message }) => `${url.split('/').slice(-2).join('/')}:${lastLine} ${message}`);
  assert.deepEqual(faults.slice(0, 50), [], `${faults.length} faults`);
});
