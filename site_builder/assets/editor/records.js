// Records as they stand in files, and as forms hold them.
//
// `read` opens a file's text into the form's values; `write` closes them again. Every scalar is text, as it is for the
// site: NO is Norway, and 2022 is what somebody wrote. What is written is the file that was read with what has changed in
// it, so that comments, notes to colleagues (note_…), fields that no form has, and the order of it all are still there.
import {absent, empty, parsed, plainly, written} from './document.js';
import {merging} from './merging.js';
import {lacking} from './missing.js';
import {isScalar} from './yaml/index.js';

/** The forms of one site. `shapes`: by the names of formats; `locales`: the site's languages; `languages`,
 * `states`: what languages, and the states in which nothing may be missing, are called; `words`: what it says. */
export function forms({records: shapes, locales, languages, states, origin, words}) {
  const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const stop = (key, values) => {
    // Sveltia CMS shows the cause of such an error, and nothing of any other.
    throw new Error('saving_failed', {cause: new Error(say(key, values))});
  };

  // ---- from the file into the form

  function opened(value, shape) {
    return OPEN[shape.is](value, shape);
  }

  const OPEN = {
    line: value => text(value),
    flag: value => ['true', 'yes'].includes(text(value).trim().toLowerCase()),
    text: value => each(mapping(value), text),
    plain: value => (typeof value === 'string' ? everywhere(value) : each(mapping(value), text)),
    unit: value =>
      typeof value === 'string'
        ? everywhere({other: value})
        : each(mapping(value), form => (typeof form === 'string' ? {other: form} : each(mapping(form), text))),
    pair: value => ({across: text(list(value)[0] ?? ''), down: text(list(value)[1] ?? '')}),
    list: (value, shape) => list(value).map(item => opened(item, shape.of)),
    record: (value, {fields}) => {
      const given = Object.entries(mapping(value)).filter(([name, inner]) => Object.hasOwn(fields, name) && !absent(inner));
      return Object.fromEntries(given.map(([name, inner]) => [name, opened(inner, fields[name])]));
    },
    register: (value, shape) =>
      Object.entries(mapping(value))
        .filter(([id]) => !id.startsWith('note_'))
        .map(([id, entry]) => ({...opened(entry, shape.of), id})),
  };

  const everywhere = value => Object.fromEntries(locales.map(locale => [locale, structuredClone(value)]));
  const each = (values, of) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => !absent(value)).map(([name, value]) => [name, of(value)]));
  // What is of another kind than the form's would be lost in it: such a file is not opened at all.
  const expect = (value, is) => (is ? value : stop('unreadable'));
  const text = value => expect(value, typeof value === 'string');
  const list = value => expect(value, Array.isArray(value)).filter(item => !absent(item));
  const mapping = value => expect(value, typeof value === 'object' && !Array.isArray(value));

  // ---- from the form into the file

  function closed(value, shape) {
    return CLOSE[shape.is](value, shape);
  }

  const CLOSE = {
    line: value => (absent(value) ? undefined : String(value).trim()),
    flag: value => (absent(value) ? undefined : String(value)),
    text: (value, shape) => filled(words_(value), shape),
    plain: (value, shape) => inAll(filled(words_(value), shape)),
    unit: value => {
      const forms = each_(value, form => {
        const found = words_(form);
        return found && !found.other ? {...found, other: found.one} : found;
      });
      const short = forms && each_(forms, form => (Object.keys(form).length === 1 ? form.other : form));
      return inAll(short);
    },
    pair: value => (absent(value?.across) || absent(value?.down) ? undefined : [value.across, value.down].map(part => String(part).trim())),
    list: (value, shape) => {
      const items = (value ?? []).map(item => closed(item, shape.of)).filter(item => item !== undefined);
      return items.length || shape.stays ? items : undefined;
    },
    record: (value, {fields}) => {
      if (!value || typeof value !== 'object') return undefined;
      const found = Object.entries(fields).map(([name, shape]) => [name, closed(value[name] ?? undefined, shape)]);
      const given = found.filter(([, inner]) => inner !== undefined);
      return given.length ? Object.fromEntries(given) : undefined;
    },
    register: (value, shape) => {
      const entries = new Map();
      for (const entry of value ?? []) {
        const {id, ...rest} = closed(entry, shape.of) ?? {};
        if (!id) stop('nameless');
        if (entries.has(id)) stop('twice', {id});
        entries.set(id, rest);
      }
      return entries;
    },
  };

  const each_ = (values, of) => {
    const found = Object.entries(values ?? {}).map(([name, value]) => [name, absent(value) ? undefined : of(value)]);
    const given = found.filter(([, value]) => value !== undefined);
    return given.length ? Object.fromEntries(given) : undefined;
  };
  // The same words in every language stand there once.
  const inAll = found => {
    const said = new Set(Object.values(found ?? {}));
    return said.size === 1 && typeof [...said][0] === 'string' && locales.every(locale => locale in found) ? [...said][0] : found;
  };
  const words_ = values => each_(values, value => (String(value).trim() ? String(value).trim() : undefined));
  const filled = (found, {needed}) => (needed && !found ? stop('needed', {field: needed}) : found);

  const merged = merging(locales, opened);

  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const isList = shape.is !== 'record';
      return [name, {
        read(source) {
          const doc = parsed(source);
          const value = doc.contents ? plainly(doc.contents) : isList ? (shape.is === 'list' ? [] : {}) : {};
          const found = opened(absent(value) ? (shape.is === 'list' ? [] : {}) : value, shape);
          return {...(isList ? {entries: found} : found), [origin]: source};
        },
        write(content) {
          const source = content[origin] || '';
          const fields = Object.hasOwn(states, content.state) ? lacking(content, shape, {locales, languages, source}) : [];
          if (fields.length) stop('unfinished', {state: states[content.state], fields: fields.join('; ')});
          const doc = source ? parsed(source) : empty();
          const value = closed(isList ? content.entries : content, shape) ?? (shape.is === 'list' ? [] : {});
          const before = doc.contents && !(isScalar(doc.contents) && absent(plainly(doc.contents))) ? doc.contents : null;
          doc.contents = merged(doc, before, value, shape);
          return written(doc);
        },
      }];
    }),
  );
}
