// The search engine of the page, run over the files of a built hall without a browser: folding, asking, ranking, marking.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';
import { ROOT, build, newFolder, sampleHall } from './support.mjs';

const vectors = JSON.parse(readFileSync(join(ROOT, 'tests/search/vectors.json'), 'utf8'));

/** The script that the hall in `folder` loads later under `name`. */
function scriptOf(folder, name) {
  const file = readdirSync(join(folder, 'assets')).find(asset => asset.startsWith(`hall-${name}-`));
  return readFileSync(join(folder, 'assets', file), 'utf8');
}

/** The script of every page, and what of it is not the search box. */
function pageScripts(folder) {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const script = readFileSync(join(folder, /<script src="([^"]+)" defer/.exec(page)[1]), 'utf8');
  const rest = script.split('\n').filter(part => !part.includes('search-box'));
  return [script, rest.join('\n')];
}

/** A file of the index; the mark of its byte order is left out. */
const indexFile = path => new TextDecoder('utf-16le').decode(readFileSync(path));

/** The engine over the hall in `folder`; `swap` may exchange files as a publication would. */
function engine(folder, swap = path => path) {
  const loaded = [];
  const window = { console };
  window.window = window;
  window.document = {
    createElement: () => ({ remove() {} }),
    head: {
      append(script) {
        const path = script.src.split('?')[0];
        setImmediate(() => {
          loaded.push(script.src);
          try {
            vm.runInContext(indexFile(join(swap(folder), path)), window);
          } catch {
            script.onerror();
            return;
          }
          script.onload();
        });
      },
    },
  };
  vm.createContext(window);
  vm.runInContext(scriptOf(folder, 'search'), window);
  const index = window.HallSearch.open('');
  // Objects of the other realm are compared by what they hold.
  const plain = value => JSON.parse(JSON.stringify(value));
  return {
    HallSearch: window.HallSearch,
    loaded,
    search: async asked => plain(await index.search(typeof asked === 'string' ? { text: asked, limit: 100, facets: [] } : asked)),
    suggest: async text => plain(await index.suggest(text)),
    expect: text => index.expect(text),
    nearest: async text => plain(await index.nearest(text)),
  };
}

/** A hall of the cases in `cases`: name → [front matter, body]. */
function hallOf(cases, more = {}) {
  const root = newFolder();
  const files = { 'content/site.yaml': 'title: 馆\n', ...more };
  for (const [name, [front, body]] of Object.entries(cases)) files[`content/cases/${name}.md`] = `---\n${front}\n---\n\n${body}\n`;
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, hall: build(root) };
}
const titles = ({ hits }) => hits.map(({ title }) => title);
const shown = pieces => pieces.map(({ text, hit }) => (hit ? `[${text}]` : text));

const sample = sampleHall();

describe('what is typed', () => {
  const { HallSearch } = engine(sample);
  HallSearch.learnTraditional(/"([^"]+)"\)$/m.exec(indexFile(join(sample, 'search/traditional.js')))[1]);
  test('is folded as the program folds texts', () => {
    for (const { text, folded } of vectors.fold) assert.equal(HallSearch.fold(text), folded, text);
  });
  test('is taken apart into terms', () => {
    for (const { typed, terms } of vectors.parse) {
      assert.deepEqual([...HallSearch.parse(typed)].map(({ text, excludes }) => [text, excludes]), terms, typed);
    }
  });
  test('is marked where it stands', () => {
    for (const { text, terms, pieces } of vectors.marked) {
      assert.deepEqual([...HallSearch.marked(text, terms.map(term => ({ text: term })))].map(({ text: piece, hit }) => (hit ? `[${piece}]` : piece)), pieces, text);
    }
  });
});

describe('what is read', () => {
  test('ends, though a damaged list says that it has more cases than there are', () => {
    const { HallSearch } = engine(sample);
    // 29 zeros and a one: a thousand million cases; and then none at all.
    assert.equal(new HallSearch.Bits('\u0080\u0081').ids(8).length, 8);
  });
});

describe('in a small hall', () => {
  const { root, hall } = hallOf({
    zu: ['title: 把支部建在审计组上\nunit: 市审计局\nbrand: 诚审惟公\nyear: 2022', '“诚审 惟公”是一句承诺。营商环境。'],
    ye: ['title: 夜学\nunit: 市税务局\nyear: 2024\nhonors:\n  - name: 优秀案例\n    level: 省级', '环境好，营商更好。听诚审惟公的同志讲课。'],
    cheng: ['title: 诚审惟公的一天\nunit: 市审计局\nyear: 2021', '与众不同。'],
    yin: ['title: 重庆银行长安支行\nunit: 重庆银行\nyear: 2023', '商环。'],
  }, { 'content/units/市审计局.md': '---\nname: 市审计局\naliases: [市局机关党委]\n---\n' });
  const { search, suggest, nearest } = engine(hall);

  test('the title comes before the brand, the brand before the text', async () => {
    const answer = await search('诚审惟公');
    assert.deepEqual(titles(answer), ['诚审惟公的一天', '把支部建在审计组上', '夜学']);
    assert.deepEqual([answer.total, answer.exact], [3, true]);
  });
  test('a candidate that holds all pairs but not the fragment is refused', async () => {
    assert.deepEqual(titles(await search('营商环境')), ['把支部建在审计组上']);
  });
  test('texts in which the pairs go on otherwise are not looked at', async () => {
    const bodies = { all: '营商环境。', none: '营商业绩，经商环保，环境。', other: '经商环境，营商业绩。' };
    const cases = Object.entries(bodies).map(([name, body]) => [name, ['title: 例\nunit: 甲局\nyear: 2024', body]]);
    const { hall: pairs } = hallOf(Object.fromEntries(cases), { 'content/site.yaml': 'search:\n  texts_per_file: 1\n' });
    const texts = async text => {
      const visit = engine(pairs);
      const { total } = await visit.search(text);
      return [total, visit.loaded.filter(src => src.includes('/t/')).length];
    };
    assert.deepEqual(await texts('营商环'), [1, 1]);
    assert.deepEqual(await texts('商环境'), [2, 2]);
    assert.deepEqual(await texts('营商 环境'), [3, 3]);
  });
  test('of a pasted sentence a dozen pairs are looked up, and texts prove the rest', async () => {
    const visit = engine(hall);
    const { listIn } = visit.HallSearch;
    let lists = 0;
    visit.HallSearch.listIn = (...given) => {
      lists += 1;
      return listIn(...given);
    };
    assert.deepEqual(titles(await visit.search('环境好，营商更好。听诚审惟公的同志讲课。')), ['夜学']);
    assert.equal(lists, 12);
    assert.deepEqual(titles(await visit.search('环境好，营商更好。听诚审惟公的同志讲话。')), []);
  });
  test('all terms must hold, a phrase together, and a minus keeps out', async () => {
    assert.deepEqual(titles(await search('营商 环境')).sort(), ['夜学', '把支部建在审计组上'].sort());
    assert.deepEqual(titles(await search('营商 环境')), ['把支部建在审计组上', '夜学'], 'together comes first');
    assert.deepEqual(titles(await search('“营商 环境”')), ['把支部建在审计组上']);
    assert.deepEqual(titles(await search('环境 -承诺')), ['夜学']);
    assert.deepEqual(titles(await search('环境 -营商环境')), ['夜学']);
  });
  test('a number is looked up by three digits at once', async () => {
    const numbers = n => Array.from({ length: 30 }, (_, k) => String((n * n * 31 + k * k * 997 + n * k * 7) % 10000).padStart(4, '0'));
    const text = n => numbers(n).map(number => `一共${number}件。`).join('');
    const cases = Array.from({ length: 300 }, (_, n) => [`n${n}`, [`title: 例${n}\nunit: 市审计局\nyear: 2022`, text(n)]]);
    const visit = engine(hallOf(Object.fromEntries(cases)).hall);
    const [asked] = numbers(103);
    const { total } = await visit.search(asked);
    assert.equal(total, cases.filter(([, [, body]]) => body.includes(asked)).length);
    const texts = visit.loaded.filter(src => src.includes('/t/')).length;
    assert.ok(texts <= total + 5, `${texts} files of texts for ${total} cases`);
  });
  test('traditional, full-width and spaced writing finds the same', async () => {
    for (const typed of ['誠審惟公', '　诚审惟公　', '诚·审·惟·公', '诚審惟公 -與众']) assert.equal((await search(typed)).total, typed.includes('-') ? 2 : 3, typed);
  });
  test('what is written in traditional characters is found by simplified ones', async () => {
    const { hall } = hallOf({
      fan: ['title: 誠審惟公\nunit: 市審計局\nyear: 2022', '審計機關的品牌。'],
      jian: ['title: 诚审惟公\nunit: 市审计局\nyear: 2022', '审计机关的品牌。'],
    });
    for (const typed of ['审计机关', '審計機關', '审計机關']) {
      const { total, hits } = await engine(hall).search(typed);
      assert.deepEqual([total, ...hits.map(hit => hit.snippet.some(piece => piece.hit))], [2, true, true], typed);
    }
    for (const typed of ['市审', '市審', 'ssj']) {
      const units = (await engine(hall).suggest(typed)).filter(({ kind }) => kind === 'unit').map(({ name }) => name);
      assert.deepEqual(units.sort(), ['市审计局', '市審計局'], typed);
    }
  });
  test('the table of traditional characters is loaded when a word is nowhere, and only then', async () => {
    const visit = engine(hall);
    const hasTable = () => visit.loaded.some(src => src.startsWith('search/traditional.js'));
    assert.equal((await visit.search('诚审惟公 LoRa')).total, 0);
    assert.equal((await visit.search('诚审惟公 -营商')).total, 1);
    assert.equal((await visit.suggest('csw'))[0].name, '诚审惟公');
    assert.equal(hasTable(), false);
    assert.equal((await visit.suggest('審計局'))[0].name, '市审计局');
    assert.equal(hasTable(), true);
  });
  test('pinyin finds titles and names, by every reading', async () => {
    assert.deepEqual(titles(await search('yexue')), ['夜学']);
    for (const typed of ['chongqing', 'zhongqing', 'cqyh', 'chongqingyinhang', 'changan']) assert.deepEqual(titles(await search(typed)), ['重庆银行长安支行'], typed);
    assert.deepEqual(titles(await search('cswg')), ['诚审惟公的一天', '把支部建在审计组上']);
  });
  test('a case that holds the letters themselves comes before one that sounds like them', async () => {
    const { hall: letters } = hallOf({
      ting: ['title: 爱听课堂\nunit: 甲局\nbrand: 安泰\nyear: 2025', '与众不同。'],
      at: ['title: 接口\nunit: 乙局\nyear: 2019', '调用 AT 命令。'],
    });
    assert.deepEqual(titles(await engine(letters).search('at')), ['接口', '爱听课堂']);
  });
  test('names are suggested with what they are, also by pinyin and by an alias', async () => {
    assert.deepEqual((await suggest('csw'))[0], { kind: 'brand', name: '诚审惟公', url: 'brands/cheng-shen-wei-gong.html' });
    assert.deepEqual((await suggest('市局机关'))[0], { kind: 'unit', name: '市审计局', url: 'units/shi-shen-ji-ju.html' });
    assert.deepEqual((await suggest('夜')).at(-1), { kind: 'case', name: '夜学', url: 'cases/ye.html' });
    assert.deepEqual(await suggest('，'), []);
    assert.equal((await nearest('诚信惟公'))[0].name, '诚审惟公');
  });
  test('facets count what the text leaves, each without its own choice', async () => {
    const { facets, total } = await search({ text: '诚审惟公', filters: { unit: ['市审计局'], year: ['2021', '2024'] } });
    assert.equal(total, 1);
    assert.deepEqual(facets.unit, [{ value: '市审计局', count: 1 }, { value: '市税务局', count: 1 }]);
    assert.deepEqual(facets.year, [{ value: '2022', count: 1 }, { value: '2021', count: 1 }]);
    assert.deepEqual((await search({ filters: { level: ['省级'] } })).hits.map(({ title }) => title), ['夜学']);
  });
  test('without a text the newest come first, and titles sort by pinyin', async () => {
    assert.deepEqual(titles(await search({ filters: {} })), ['夜学', '重庆银行长安支行', '把支部建在审计组上', '诚审惟公的一天']);
    assert.deepEqual(titles(await search({ sort: 'title' })), ['把支部建在审计组上', '诚审惟公的一天', '重庆银行长安支行', '夜学']);
    assert.deepEqual(titles(await search({ text: '诚审惟公', sort: 'newest' })), ['夜学', '把支部建在审计组上', '诚审惟公的一天']);
    assert.deepEqual(titles(await search({ offset: 1, limit: 2 })), ['重庆银行长安支行', '把支部建在审计组上']);
  });
  test('what is found is marked where it stands', async () => {
    const { hits } = await search('诚审惟公');
    assert.deepEqual(shown(hits[0].heading), ['[诚审惟公]', '的一天']);
    assert.deepEqual(shown(hits[1].snippet), ['“', '[诚审 惟公]', '”是一句承诺。营商环境。']);
    const { hits: [only] } = await search('年');
    assert.equal(only, undefined);
  });
  test('a result shows a sentence: not a keyword, a heading or the caption of a photograph', async () => {
    const { hall: told } = hallOf({
      ji: ['title: 基地\nunit: 甲局\nyear: 2024\ntags: [党支部建设]', '## 党支部建设的办法\n\n二十五个支部结成对子。党支部建设有了底数。'],
    });
    const { search: ask } = engine(told);
    const snippetFor = async text => shown((await ask({ text })).hits[0].snippet);
    assert.deepEqual(await snippetFor(''), ['二十五个支部结成对子。党支部建设有了底数。']);
    assert.deepEqual(await snippetFor('党支部建设'), ['二十五个支部结成对子。', '[党支部建设]', '有了底数。']);
    assert.deepEqual(await snippetFor('办法'), ['党支部建设的', '[办法]']);
  });
  test('a file of an older publication is noticed, and the question asked once more', async () => {
    const before = hall;
    writeFileSync(join(root, 'content/cases/xin.md'), '---\ntitle: 新\nunit: 甲局\nyear: 2025\n---\n\n诚审惟公。\n');
    const after = build(root);
    let published = before;
    const visit = engine(before, () => published);
    await visit.search('夜学');
    published = after;
    const answer = await visit.search({ text: '诚审惟公', facets: ['brand'] });
    assert.equal(answer.total, 4);
    assert.equal(visit.loaded.filter(src => src.startsWith('search/manifest.js')).length, 2);
  });
});

describe('in the sample hall', () => {
  const { search } = engine(sample);
  test('all scripts of search take at most 8 KB', () => {
    const packed = script => gzipSync(script, { level: 9 }).length;
    const [all, withoutBox] = pageScripts(sample).map(packed);
    const [own, wall, box] = [packed(scriptOf(sample, 'search')), packed(scriptOf(sample, 'wall')), all - withoutBox];
    assert.ok(box >= 500, `all of the box is found in the script of every page: ${box}`);
    assert.ok(own <= 5400 && wall <= 1950 && own + wall + box <= 8000, [own, wall, box].join());
  });
  test('fragments of every case find it', async () => {
    const data = JSON.parse(readFileSync(join(sample, 'data/cases.json'), 'utf8'));
    const cases = data.cases ?? data;
    for (const { title, summary } of cases) {
      for (const text of [title, (summary ?? title).slice(3, 9)]) {
        const { hits } = await search(text);
        assert.ok(hits.some(hit => hit.title === title), `${text} finds ${title}`);
      }
    }
  });
  test('facets are counted without an order or a text, when no results are shown', async () => {
    const visit = engine(sample);
    const { facets, hits } = await visit.search({ facets: ['unit'], limit: 0 });
    assert.ok(facets.unit.length > 1 && hits.length === 0);
    assert.deepEqual(visit.loaded.map(src => src.split('?')[0]).sort(), ['search/manifest.js', 'search/names.js', 'search/unit.js']);
  });
  test('while a question is being typed, names and the lists that every longer one needs too are loaded, and nothing else', async () => {
    const visit = engine(sample);
    const loadedBy = async act => {
      visit.loaded.length = 0;
      await act();
      return visit.loaded.map(src => src.split('?')[0]).sort();
    };
    assert.deepEqual(await loadedBy(() => visit.expect('')), ['manifest', 'names', 'spellings'].map(name => `search/${name}.js`));
    for (const text of ['商', '商 务', '“”']) assert.deepEqual(await loadedBy(() => visit.expect(text)), [], text);
    const typed = await loadedBy(async () => {
      for (const text of ['营商', '营商环', '营商环境 LoRa1', '营商环境']) await visit.expect(text);
    });
    assert.ok(typed.length > 1 && typed.every(path => path.startsWith('search/g/')), typed.join());
    const asked = await loadedBy(() => visit.search({ text: '营商环境', limit: 4, facets: [] }));
    assert.ok(asked.length > 0 && asked.every(path => path.startsWith('search/t/')), asked.join());
  });
  test('one question loads few files, and a second one less', async () => {
    const visit = engine(sample);
    await visit.search({ text: '机关党建', limit: 5, facets: [] });
    const first = visit.loaded.length;
    await visit.search({ text: '机关党建', limit: 5, facets: [] });
    assert.equal(visit.loaded.length, first);
  });
});
