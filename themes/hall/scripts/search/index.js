// The index of a hall: its files, loaded as they are needed.
(() => {
  const HallSearch = window.HallSearch;
  const received = new Map();

  /** What every file of the index calls. */
  HallSearch.add = (name, stamp, value) => received.set(name, { stamp, value });

  class Index {
    constructor(root) {
      this.root = root;
      this.forget('');
    }
    forget(query) {
      this.query = query;
      this.made = {};
    }
    /** Runs `work`; if that fails, mostly because files of another version turned up, once more from the manifest on. */
    steadily(work) {
      return work().catch(() => {
        this.forget(`?v=${Date.now()}`);
        return work();
      });
    }
    /** What `make` makes of `name`, made once. */
    once(name, make) {
      return this.made[name] ??= make();
    }
    async load(name, query) {
      const script = document.createElement('script');
      script.src = `${this.root}search/${name}.js${query}`;
      await new Promise(done => {
        script.onload = script.onerror = done;
        document.head.append(script);
      });
      script.remove();
      const file = received.get(name);
      if (!received.delete(name)) throw new Error(name);
      return file;
    }
    /** The manifest, with the year of every case. */
    start() {
      return this.once('manifest', async () => {
        const { stamp, value } = await this.load('manifest', this.query);
        const bits = new HallSearch.Bits(value.of);
        let year = 0;
        const yearOf = Array.from({ length: value.total }, () => (year = (year + bits.number(0)) % value.years.length));
        return { ...value, stamp, yearOf };
      });
    }
    file(name) {
      return this.once(name, async () => {
        const { version, stamp } = await this.start();
        const file = await this.load(name, `?v=${version}`);
        if (file.stamp !== stamp) throw new Error(name);
        return file.value;
      });
    }

    /** The file in which the cases of the key are listed. */
    async shard(key) {
      const { shards } = await this.start();
      return this.file(`g/${HallSearch.shardOf(key, shards)}`);
    }
    /** The cases that hold the key, each with its best place. */
    async list(key) {
      const { total } = await this.start();
      return HallSearch.listIn(await this.shard(key), key, total);
    }

    /** The file `name`, unpacked and taken apart: entries, each with its fields. */
    entries(name) {
      return this.once(`entries ${name}`, async () => {
        const text = HallSearch.unpack(await this.file(name));
        // So ends a file that is written in traditional characters.
        if (text.endsWith('\u001d')) await this.learnTraditional();
        return text.split('\u001e').map(entry => entry.split('\u001f'));
      });
    }

    /** Has traditional characters folded like their simplified forms from now on. */
    learnTraditional() {
      return this.once('learned', async () => HallSearch.learnTraditional(await this.file('traditional')));
    }

    /** What can be read of the case numbered `id`, and how search compares it. */
    story(id) {
      return this.once(`story ${id}`, async () => {
        const { texts, years, yearOf } = await this.start();
        const stories = await this.entries(`t/${Math.floor(id / texts)}`);
        const [slug, ...fields] = stories[id % texts];
        return { url: `cases/${slug}.html`, year: String(years[yearOf[id]]), fields, folded: fields.map(HallSearch.fold) };
      });
    }

    /** The names that facets show, kind by kind. */
    async names() {
      return Object.fromEntries((await this.entries('names')).map(([kind, ...names]) => [kind, names]));
    }

    /** Brands, units and honors, each with its spellings, folded and with their sounds; and all syllables of this hall. */
    named() {
      return this.once('named', async () => {
        const [names, [[sounds], ...spellings]] = await Promise.all([this.names(), this.entries('spellings')]);
        const readings = new Map();
        const syllables = new Set();
        for (const [, sound, chars] of sounds.matchAll(/([a-z]+)([^a-z]+)/g)) {
          syllables.add(sound);
          for (const char of chars) readings.set(char, [...(readings.get(char) ?? []), sound]);
        }
        const soundsOf = text => [...text].map(char => readings.get(char) ?? [char]);
        const spell = spelling => {
          const text = HallSearch.fold(spelling);
          return { text, sounds: soundsOf(text) };
        };
        const named = ['brand', 'unit', 'honor'].flatMap(kind => names[kind].map(name => {
          const [slug, ...others] = spellings.shift();
          return { kind, name, url: `${kind}s/${slug}.html`, spellings: [name, ...others].map(spell) };
        }));
        return { named, soundsOf, syllables };
      });
    }

    /** The values of a facet, in the hall's order, each with its cases. */
    facet(name) {
      return this.once(`facet ${name}`, async () => {
        const { total, years, yearOf } = await this.start();
        if (name === 'year') {
          const values = years.map(year => ({ value: String(year), ids: [] }));
          yearOf.forEach((year, id) => values[year].ids.push(id));
          return values;
        }
        const [names, packed, honors] = await Promise.all([this.names(), this.file(name), name === 'level' && this.facet('honor')]);
        const bits = new HallSearch.Bits(packed);
        const values = names[name];
        // A level has the cases of its honors; what is written is which honors these are, and the cases in which that is wrong.
        const levelOf = honors && honors.map(() => bits.below(values.length + 1));
        const lists = bits.column(values.length, total);
        if (honors) {
          lists.forEach((wrong, level) => {
            const ids = new Set(honors.flatMap((honor, at) => (levelOf[at] === level ? honor.ids : [])));
            wrong.forEach(id => ids.delete(id) || ids.add(id));
            lists[level] = [...ids];
          });
        }
        const groupOf = name === 'unit' ? names.of : [];
        return values
          .map((value, at) => ({ value, group: names.group[groupOf[at]], of: groupOf[at] || 1e9, ids: lists[at] }))
          .sort((a, b) => a.of - b.of);
      });
    }

    /** Where each case stands in an order of the whole hall. */
    async places(order) {
      const { total } = await this.start();
      const bits = new HallSearch.Bits(await this.file(order));
      const places = [];
      for (let place = 0; place < total; place += 1) places[bits.below(total)] = place;
      return places;
    }
  }
  HallSearch.Index = Index;

  const opened = {};
  /** The index of the hall at `root`: an address, relative or absolute, that ends with `/` or is empty. */
  HallSearch.open = root => (opened[root] ??= new Index(root));
})();
