// What every browser test needs: a built hall, somewhere for it to stand, and a browser.
//
// Environment: HALL, a hall already built; ZHANGUAN, the program; CHROMIUM, the browser.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, createReadStream, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, extname, join, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

export const HERE = dirname(fileURLToPath(import.meta.url));
export const ROOT = resolve(HERE, '../..');

// ── The hall ────────────────────────────────────────────────────────────────────────────────

const temporary = [];
const running = [];
process.on('exit', () => {
  running.forEach(child => child.kill());
  temporary.forEach(folder => rmSync(folder, { recursive: true, force: true }));
});

/** A new empty folder, removed when the tests end. */
export function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'zhanguan-'));
  temporary.push(folder);
  return folder;
}

/** The program under test. */
export function program() {
  const target = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target');
  return process.env.ZHANGUAN ?? join(target, 'release/zhanguan');
}

/** Builds the hall at `root`, with `options` of the command, and returns the folder with its pages. */
export function build(root, options = []) {
  const { hall, complaint } = tryToBuild(root, options);
  if (!hall) throw new Error(`the hall was not built:\n${complaint}`);
  return hall;
}

/** The folder with the pages of the hall at `root`, or what the program complained of. */
export function tryToBuild(root, options = []) {
  const hall = join(newFolder(), 'hall');
  const { status, error, stderr } = spawnSync(program(), ['build', '--root', root, '--output', hall, ...options], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error) throw error;
  return status === 0 ? { hall } : { complaint: stderr.slice(-4000) };
}

/** The folder with the sample hall's pages. */
export function sampleHall() {
  return process.env.HALL ? resolve(process.env.HALL) : build(ROOT);
}

/** Paths of all HTML pages in `folder`, with `/`, sorted. */
export function htmlPages(folder, below = '') {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap(entry => {
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return htmlPages(folder, path);
    return path.endsWith('.html') ? [path] : [];
  }).sort();
}

/** What sort of page stands at `path`: `entrance`, `cases` (a wall), `cases/one`, … */
export function kindOf(path) {
  if (path === 'index.html') return 'entrance';
  if (!path.includes('/')) return path.replace(/\.html$/, '');
  const [section, name] = path.split('/');
  if (name === 'index.html') return section;
  return /^index\.p\d+\.html$/.test(name) ? `${section}/later` : `${section}/one`;
}

/** One page of each kind, by kind: the longest, since it has most that can go wrong. */
export function pageOfEachKind(folder) {
  const longest = new Map();
  for (const path of htmlPages(folder)) {
    const text = readFileSync(join(folder, path), 'utf8');
    const pictured = kindOf(path) === 'cases/one' && /<main[^]*<figure(?! class="label__code")/.test(text);
    const kind = pictured ? 'cases/one with pictures' : kindOf(path);
    if (text.length > (longest.get(kind)?.length ?? 0)) longest.set(kind, { path, length: text.length });
  }
  return [...longest].map(([kind, { path }]) => ({ kind, path }));
}

// ── Where it stands ─────────────────────────────────────────────────────────────────────────

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json', '.xml': 'application/xml', '.csv': 'text/csv; charset=utf-8', '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.ico': 'image/x-icon',
};

/** `folder` on a plain web server, at the root, with no header but the type. */
async function atTheRoot(folder) {
  const server = createHttpServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://hall').pathname);
    const wanted = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    const inside = wanted.startsWith(folder + sep) && existsSync(wanted) && statSync(wanted).isFile();
    const file = inside ? wanted : join(folder, '404.html');
    response.writeHead(inside ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    if (existsSync(file)) createReadStream(file).pipe(response);
    else response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    base: `http://127.0.0.1:${server.address().port}/`,
    exists: answersOk,
    close: () => { server.closeAllConnections?.(); server.close(); },
  };
}

/** `folder` under `/a/b/` of nginx, with the headers we advise (see nginx.conf). */
async function underASubPath(folder) {
  const home = newFolder();
  const port = await freePort();
  const config = readFileSync(join(HERE, 'nginx.conf'), 'utf8')
    .replaceAll('@HOME@', home).replaceAll('@PORT@', port).replaceAll('@HALL@', folder);
  writeFileSync(join(home, 'nginx.conf'), config);
  const nginx = spawn(existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx', ['-p', home, '-e', join(home, 'error.log'), '-c', join(home, 'nginx.conf')], { stdio: 'ignore' });
  running.push(nginx);
  const base = `http://127.0.0.1:${port}/a/b/`;
  for (let tries = 0; !await answersOk(base).catch(() => false); tries += 1) {
    if (tries === 100) throw new Error(`nginx did not start: ${readFileSync(join(home, 'error.log'), 'utf8')}`);
    await new Promise(done => setTimeout(done, 50));
  }
  return { base, exists: answersOk, close: () => nginx.kill() };
}

/** A copy of `folder`, in a place with Chinese and a space in its name, opened without a server. */
async function asFiles(folder) {
  const copy = join(newFolder(), '中文 目录');
  cpSync(folder, copy, { recursive: true });
  return {
    base: `${pathToFileURL(copy).href}/`,
    folder: copy,
    exists: async url => {
      const path = fileURLToPath(url);
      return existsSync(path) && statSync(path).isFile();
    },
    close: () => {},
  };
}

/** Where a hall may stand: `at(folder)` puts it there and tells its address. */
export const PLACEMENTS = {
  root: { name: 'at the root of a web server', at: atTheRoot },
  subPath: { name: 'under a sub-path of nginx', at: underASubPath },
  files: { name: 'as files in a folder with a Chinese name', at: asFiles },
};

async function answersOk(url) {
  const response = await fetch(url, { redirect: 'manual' });
  await response.arrayBuffer();
  return response.status === 200;
}

async function freePort() {
  const socket = createSocketServer().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}

// ── The browser ─────────────────────────────────────────────────────────────────────────────

/** Chromium, with every name but this machine's unknown to it. */
export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--no-proxy-server', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

/** A page and the list of everything in it that a visitor's browser would complain about. */
export async function openPage(browser, base, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN', ...options });
  const page = await context.newPage();
  const complaints = [];
  const complain = what => complaints.push(`${page.url().replace(base, '')}: ${what}`);
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complain(`console ${message.type()}: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', error => complain(`script error: ${error.message}`));
  // What the crawl breaks off by moving on is no fault of the page; that every file exists is checked as a link.
  const brokenOff = request => request.failure()?.errorText === 'net::ERR_ABORTED';
  page.on('requestfailed', request => {
    if (!brokenOff(request)) complain(`not loaded: ${request.url()} (${request.failure()?.errorText})`);
  });
  page.on('response', response => {
    if (response.status() >= 400) complain(`${response.status()}: ${response.url()}`);
  });
  context.on('request', request => {
    if (!request.url().startsWith(base) && !request.url().startsWith('data:')) complain(`request outside the hall: ${request.url()}`);
  });
  return { page, complaints, close: () => context.close() };
}
