// What a story still lacks when it is handed over for review or published. A draft may be saved unfinished.
import {absent} from './document.js';

/** What is empty and must not be: the names of fields as the form shows them, one for each place. */
export function lacking(content, shape, {locales, languages, source}) {
  const within = (trail, name) => [...trail, name].join(' › ');

  function* ofRecord(value, {fields}, trail, language) {
    // What is taken back is shown to nobody, and need not be complete.
    if (value.consent?.status === 'withdrawn') return;
    const own = 'language' in fields ? value.language || language : language;
    for (const [name, inner] of Object.entries(fields)) {
      const given = value[name];
      if (inner.must && !isOn(value[inner.unless]) && !isBeside(name, inner)) {
        if (inner.own && locales.includes(own)) {
          if (absent(given?.[own])) yield within(trail, `${inner.must} (${languages[own]})`);
        } else if (!isGiven(given)) yield within(trail, inner.must);
      }
      if (inner.is === 'record' && isGiven(given)) yield* ofRecord(given, inner, [...trail, inner.called], own);
      if (inner.is === 'list' && inner.of.is === 'record') yield* ofItems(given ?? [], inner, trail);
    }
  }

  function* ofItems(items, {of, called}, trail) {
    for (const [index, item] of items.entries()) yield* ofRecord(item, of, [...trail, `${called} ${index + 1}`]);
  }

  // A story that was there before may have its text in files of its own.
  const isBeside = (name, inner) => inner.beside && source && !new RegExp(`^${name}:`, 'm').test(source);

  return [...ofRecord(content, shape, [], locales[0])];
}

const isOn = value => ['true', 'yes'].includes(String(value));

function isGiven(value) {
  if (value && typeof value === 'object') return Object.values(value).some(isGiven);
  return !absent(value) && value !== false;
}
