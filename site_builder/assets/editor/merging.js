// What a form holds, put into the document that it was read from.
import {isNothing, plainly} from './document.js';
import {isMap, isScalar, isSeq, Scalar} from './yaml/index.js';

const NAMES = ['id', 'file', 'name', 'on'];
// Longer lists of words stand on lines of their own.
const ON_A_LINE = 100;

/** What merges. `locales`: the site's languages; `opened`: a record's value as a form holds it. */
export function merging(locales, opened) {
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

  return merged;
}

const named = item => NAMES.map(name => item?.[name]).find(name => typeof name === 'string' && name);
const isSame = (node, item) => (typeof item === 'object' ? isMap(node) && Boolean(named(item)) && named(plainly(node)) === named(item) : isScalar(node) && node.value === item);
const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
const sorted = value => (value && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.keys(value).sort().map(name => [name, sorted(value[name])])) : value);
