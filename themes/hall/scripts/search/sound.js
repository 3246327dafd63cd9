// Pinyin: whole syllables, first letters, or the beginning of either.
(() => {
  const HallSearch = window.HallSearch;
  const PARSES_MAX = 6;

  // The symbols of sounds; src/search/keys.rs has the same.
  const initial = sound => 0x110000 + sound.charCodeAt(0);
  const syllable = sound => 0x120000 + [...sound].reduce((hash, char) => (hash * 31 + char.charCodeAt(0)) % 0x7ffff, 0);

  /** Whether `typed` is how the characters from some place on sound; `sounds` holds the readings of each. */
  HallSearch.soundsLike = (typed, sounds) => {
    const fits = (rest, at) => {
      // All of a reading is typed, its first letter, or its first two.
      return !rest || (sounds[at] ?? []).some(reading => reading.startsWith(rest) || [reading, rest[0], ...rest.match(/^[zcs]h/) ?? []]
        .some(part => reading.startsWith(part) && rest.startsWith(part) && fits(rest.slice(part.length), at + 1)));
    };
    return sounds.some((_, at) => fits(typed, at));
  };

  /** The ways to take `typed` apart into `syllables` and first letters, longest syllables first. */
  const parsesOf = (typed, syllables) => {
    const parses = [];
    const take = (rest, parts) => {
      if (parses.length === PARSES_MAX) return;
      if (!rest) { parses.push(parts); return; }
      for (let length = Math.min(6, rest.length); length > 0; length -= 1) {
        const part = rest.slice(0, length);
        const whole = syllables.has(part);
        if (whole || length === 1 || /^[zcs]h$/.test(part)) take(rest.slice(length), [...parts, { part, whole }]);
      }
    };
    take(typed, []);
    return parses;
  };

  /** For each way to read `typed` the keys that a title must hold; `loosely`, if its end may be only the beginning of a sound. */
  HallSearch.soundKeys = (typed, syllables, loosely) => {
    return parsesOf(typed, syllables).map(parts => {
      if (parts.length === 1) return parts[0].whole ? [[syllable(parts[0].part), 0]] : [];
      return parts.slice(1).map((second, at) => {
        const first = parts[at];
        const bothWhole = first.whole && second.whole && !(loosely && at === parts.length - 2);
        return bothWhole ? [syllable(first.part), syllable(second.part)] : [initial(first.part), initial(second.part)];
      });
    }).filter(keys => keys.length > 0);
  };
})();
