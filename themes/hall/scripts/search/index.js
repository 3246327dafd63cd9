// The index of a hall: its files, loaded as they are needed.
(() => {
  const HallSearch = window.HallSearch;
  const received = new Map();
  const STALE = new Error('the hall was published anew');

  /** What every file of the index calls. */
  HallSearch.add = (name, stamp, value) => received.set(name, { stamp, value });

  const loadScript = (root, name, query) => new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `${root}search/${name}.js${query}`;
    script.onload = () => {
      script.remove();
      const file = received.get(name);
      received.delete(name);
      if (file) resolve(file);
      else reject(STALE);
    };
    script.onerror = () => { script.remove(); reject(STALE); };
    document.head.append(script);
  });

  class Index {
    constructor(root) {
      this.root = root;
      this.forget('');
    }
    forget(query) {
      this.files = new Map();
      this.texts = new Map();
      this.manifest = null;
      this.namesRead = null;
      this.query = query;
    }

    /** Runs `work`; if files of another version turn up, once more from the manifest on. */
    async steadily(work) {
      try {
        return await work();
      } catch (error) {
        if (error !== STALE) throw error;
        this.forget(`?v=${Date.now()}`);
        return work();
      }
    }
    async start() {
      this.manifest ??= loadScript(this.root, 'manifest', this.query).then(({ stamp, value }) => {
        this.perFile = value.texts;
        const bits = new HallSearch.Bits(value.of);
        let year = 0;
        const years = Array.from({ length: value.total }, () => { year = (year + bits.number(0)) % value.years.length; return year; });
        return { ...value, stamp, yearOf: years };
      });
      return this.manifest;
    }
    file(name) {
      if (!this.files.has(name)) {
        this.files.set(name, this.start().then(async ({ version, stamp }) => {
          const file = await loadScript(this.root, name, `?v=${version}`);
          if (file.stamp !== stamp) throw STALE;
          return file.value;
        }));
      }
      return this.files.get(name);
    }

    /** Whether the text of the case is here already. */
    hasStory(id) {
      return this.texts.has(Math.floor(id / this.perFile));
    }

    /** The cases that hold the key, each with its best place; 255 for those that do not. */
    async list(key) {
      const { shards, total } = await this.start();
      return HallSearch.listIn(await this.file(`g/${HallSearch.shardOf(key, shards)}`), key, total);
    }

    /** What can be read of the case numbered `id`. */
    async story(id) {
      const { texts, years, yearOf } = await this.start();
      const number = Math.floor(id / texts);
      if (!this.texts.has(number)) {
        this.texts.set(number, this.file(`t/${number}`).then(packed => HallSearch.unpack(packed).split('\u001e')));
      }
      const [slug, title, brand, honors, units, rest] = (await this.texts.get(number))[id % texts].split('\u001f');
      return {
        url: `cases/${slug}.html`,
        year: String(years[yearOf[id]]),
        unit: units.split('\n')[0],
        title,
        brand,
        rest,
        fields: [title, brand, honors, units, rest],
      };
    }

    /** The file `name` of names, as it was before it was packed. */
    async unpacked(name) {
      return JSON.parse(HallSearch.unpack(await this.file(name)));
    }

    /** Brands, units and honors, each with its spellings, folded and with their sounds. */
    async names() {
      this.namesRead ??= Promise.all([this.unpacked('names'), this.unpacked('spellings')]).then(([names, spellings]) => {
        const readings = new Map();
        for (const [, sound, chars] of spellings.sounds.matchAll(/([a-z]+)([^a-z]+)/g)) {
          for (const char of chars) readings.set(char, [...(readings.get(char) ?? []), sound]);
        }
        const soundsOf = text => [...text].map(char => readings.get(char) ?? [char]);
        const spell = spelling => {
          const { text } = HallSearch.fold(spelling);
          return { text, sounds: soundsOf(text) };
        };
        const named = ['brand', 'unit', 'honor'].flatMap(kind => names[kind].map((entry, at) => {
          const name = [entry].flat()[0];
          const [slug, ...others] = spellings[kind]?.[at] ?? [];
          return { kind, at, name, url: `${kind}s/${slug}.html`, spellings: [name, ...others].map(spell) };
        }));
        return { named, soundsOf };
      });
      return this.namesRead;
    }

    /** The values of a facet, in the hall's order, each with its cases. */
    async facet(name) {
      const { total, years, yearOf } = await this.start();
      if (name === 'year') {
        const values = years.map(year => ({ value: String(year), ids: [] }));
        yearOf.forEach((year, id) => values[year].ids.push(id));
        return values;
      }
      const [names, packed] = await Promise.all([this.unpacked('names'), this.file(name)]);
      const lists = new HallSearch.Bits(packed).column(names[name].length, total);
      const values = names[name].map((entry, at) => {
        const [value, group = null] = [entry].flat();
        return { value, group: names.group[group], of: group ?? Infinity, ids: lists[at] };
      });
      return values.sort((a, b) => a.of - b.of || 0);
    }

    /** Where each case stands in an order of the whole hall. */
    async places(order) {
      const { total } = await this.start();
      const bits = new HallSearch.Bits(await this.file(order));
      const places = new Array(total);
      for (let place = 0; place < total; place += 1) places[bits.bits(HallSearch.widthOf(total))] = place;
      return places;
    }
  }

  const opened = new Map();
  /** The index of the hall at `root`: an address, relative or absolute, that ends with `/` or is empty. */
  HallSearch.open = root => {
    if (!opened.has(root)) opened.set(root, new Index(root));
    return opened.get(root);
  };
  HallSearch.Index = Index;
})();
