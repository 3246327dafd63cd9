// Chromium without a listener on its network: a tool that is told of every file doubles what a file of a folder costs.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ARGUMENTS = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-pipe'];

/** Starts `executable` and speaks the DevTools protocol with it over pipes. */
export async function launch(executable) {
  const profile = mkdtempSync(join(tmpdir(), 'zhanguan-search-'));
  const chromium = spawn(executable, [...ARGUMENTS, `--user-data-dir=${profile}`], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const [, , , commands, replies] = chromium.stdio;
  const waiting = new Map();
  const listeners = new Set();
  let received = '';
  replies.setEncoding('utf8').on('data', data => {
    const messages = (received + data).split('\0');
    received = messages.pop();
    for (const message of messages.map(text => JSON.parse(text))) {
      const { id, result, error } = message;
      if (id === undefined) { listeners.forEach(listen => listen(message)); continue; }
      const { resolve, reject } = waiting.get(id);
      waiting.delete(id);
      if (error) reject(new Error(error.message));
      else resolve(result);
    }
  });
  let last = 0;
  const send = (method, params = {}, sessionId = undefined) => new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, { resolve, reject });
    commands.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
  });

  /** A page of its own profile at `url`, loaded. */
  const open = async url => {
    const { browserContextId } = await send('Target.createBrowserContext');
    const { targetId } = await send('Target.createTarget', { url: 'about:blank', browserContextId });
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
    await send('Page.enable', {}, sessionId);
    const loaded = new Promise(resolve => {
      const listen = message => {
        if (message.method !== 'Page.loadEventFired' || message.sessionId !== sessionId) return;
        listeners.delete(listen);
        resolve();
      };
      listeners.add(listen);
    });
    await send('Page.navigate', { url }, sessionId);
    await loaded;
    /** What `act`, called with `given` in the page, comes to. */
    const evaluate = async (act, given) => {
      const expression = `(${act})(${JSON.stringify(given)})`;
      const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, sessionId);
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    };
    return { evaluate, close: () => send('Target.disposeBrowserContext', { browserContextId }) };
  };
  const close = async () => {
    const ended = new Promise(resolve => { chromium.on('exit', resolve); });
    await send('Browser.close').catch(() => {});
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { open, close };
}
