// Records as they stand in files, and as forms hold them.
//
// `read` opens a file's text into the form's values; `write` closes them again. Every scalar is text, as it is for the
// site: NO is Norway, and 2022 is what somebody wrote. What is written is the file that was read with what has changed in
// it, so that comments, notes to colleagues (note_…), fields that no form has, and the order of it all are still there.
import {absent, empty, isNothing, parsed, plainly, written} from './document.js';
import {isMap, isScalar, isSeq, Scalar} from './yaml/index.js';

const NAMES = ['id', 'file', 'name', 'on'];
// Longer lists of words stand on lines of their own.
const ON_A_LINE = 100;

/** The forms of one site. `shapes`: by the names of formats; `locales`: the site's languages; `words`: what it says. */
export function forms({records: shapes, locales, origin, words}) {
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

  // ---- into what was there before

  /** The node for `value`, which is the old one with what has changed in it. */
  function merged(doc, node, value, shape) {
    if (value instanceof Map) return mergedRegister(doc, node, value, shape);
    // A text for all languages opens into one for each, and so on: what means the same stays as it was written.
    if (node && ['plain', 'unit', 'pair'].includes(shape.is) && same(opened(plainly(node), shape), opened(value, shape))) return node;
    if (Array.isArray(value)) return mergedList(doc, node, value, shape);
    if (value && typeof value === 'object') return mergedMap(doc, node, value, shape);
    return mergedScalar(node, value);
  }

  function mergedScalar(node, value) {
    if (isScalar(node)) {
      if (String(node.value).trim() === value) return node;
      node.value = value;
      if (isNothing(value)) node.type = Scalar.QUOTE_SINGLE;
      return node;
    }
    const made = new Scalar(value);
    if (isNothing(value)) made.type = Scalar.QUOTE_SINGLE;
    return made;
  }

  function mergedMap(doc, node, value, shape) {
    const map = isMap(node) ? node : doc.createNode({});
    const known = parts(shape, value);
    map.items = map.items.filter(({key}) => !Object.hasOwn(known, key.value) || Object.hasOwn(value, key.value));
    for (const [name, inner] of Object.entries(value)) {
      const pair = map.items.find(({key}) => key.value === name);
      if (pair) pair.value = merged(doc, pair.value, inner, known[name]);
      else if (inner !== known[name].default) add(doc, map, name, merged(doc, null, inner, known[name]));
    }
    return map;
  }

  // Nothing but what goes without saying is not worth a line.
  const add = (doc, map, name, node) => isMap(node) && !node.items.length || map.items.push(doc.createPair(new Scalar(name), node));

  /** The shapes of what a mapping of `shape` holds, by name: every part that a form has, and what `value` has besides. */
  function parts(shape, value) {
    if (shape.is === 'record') return shape.fields;
    const names = shape.is === 'forms' ? ['one', 'other'] : locales;
    const is = shape.is === 'unit' ? 'forms' : 'line';
    return Object.fromEntries([...names, ...Object.keys(value)].map(name => [name, {is}]));
  }

  function mergedList(doc, node, value, shape) {
    const seq = isSeq(node) ? node : doc.createNode([]);
    const of = shape.is === 'list' ? shape.of : {is: 'line'};
    const left = [...seq.items];
    const take = (item, index) => {
      const at = left.findIndex(old => old && isSame(old, item));
      if (at >= 0) return left.splice(at, 1, null)[0];
      const beside = left[index];
      if (isMap(beside) && typeof item === 'object' && !named(plainly(beside)) && !named(item)) return left.splice(index, 1, null)[0];
      return null;
    };
    seq.items = value.map((item, index) => merged(doc, take(item, index), item, of));
    if (!isSeq(node)) seq.flow = value.every(item => typeof item === 'string') && value.join(', ').length < ON_A_LINE;
    return seq;
  }

  function mergedRegister(doc, node, value, shape) {
    const map = isMap(node) ? node : doc.createNode({});
    const old = new Map(map.items.map(pair => [pair.key.value, pair]));
    const notes = map.items.filter(({key}) => key.value.startsWith('note_'));
    map.items = [...value].map(([id, entry]) => {
      const pair = old.get(id) ?? doc.createPair(new Scalar(id), null);
      pair.value = merged(doc, pair.value, entry, withoutId(shape.of));
      return pair;
    });
    map.items.unshift(...notes);
    return map;
  }

  const withoutId = ({fields: {id, ...fields}, ...shape}) => ({...shape, fields});

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

const named = item => NAMES.map(name => item?.[name]).find(name => typeof name === 'string' && name);
const isSame = (node, item) => (typeof item === 'object' ? isMap(node) && Boolean(named(item)) && named(plainly(node)) === named(item) : isScalar(node) && node.value === item);
const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
const sorted = value => (value && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.keys(value).sort().map(name => [name, sorted(value[name])])) : value);
