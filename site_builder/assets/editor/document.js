// YAML as a document: its scalars all text, and what nobody has changed written as it was.
import {Document, isMap, isSeq, parseDocument, Scalar, visit} from './yaml/index.js';
import {string} from './yaml/schema/common/string.js';

const STRICT = {
  schema: 'failsafe',
  customTags: tags => tags.map(tag => (tag === string ? {...string, stringify: asItWas} : tag)),
  uniqueKeys: true,
  maxAliasCount: 0,
};
const WRITTEN = {lineWidth: 0, flowCollectionPadding: false, singleQuote: true};
const VERBATIM = Symbol('text in the file');

/** A text of several lines that nobody has changed, with its lines broken where they were. */
function asItWas(node, context, ...rest) {
  const written = node[VERBATIM];
  if (written === undefined || written.value !== node.value || context.inFlow) return string.stringify(node, context, ...rest);
  const [first, ...lines] = written.lines;
  const before = Math.min(...lines.filter(line => line.trim()).map(line => line.search(/\S/)));
  return [first, ...lines.map(line => (line.trim() ? context.indent + line.slice(before) : ''))].join('\n');
}

/** A file's text as a document that remembers how texts of several lines stand in it. */
export function parsed(source) {
  const text = source.replace(/\r\n?/g, '\n');
  const doc = parseDocument(text, STRICT);
  if (doc.errors.length) throw doc.errors[0];
  visit(doc, {
    Scalar(_, node) {
      const lines = node.range ? text.slice(node.range[0], node.range[1]).trimEnd().split('\n') : [];
      // What keeps its last line breaks (|+) or counts its indentation (|2) is written anew.
      if (lines.length > 1 && !/^[|>]\S*[+\d]/.test(lines[0])) node[VERBATIM] = {value: node.value, lines};
    },
  });
  return doc;
}

/** A document without anything in it. */
export const empty = () => new Document(null, STRICT);

/** A document as the text of a file. */
export const written = doc => doc.toString(WRITTEN);

/** A node as plain texts, lists and mappings; nothing that people wrote is the bare word null. */
export function plainly(node) {
  if (isMap(node)) return Object.fromEntries(node.items.map(({key, value}) => [key.value, plainly(value)]));
  if (isSeq(node)) return node.items.map(plainly);
  if (!node || (node.type === Scalar.PLAIN && isNothing(node.value))) return '';
  return node.value;
}

/** Whether a word stands for nothing, unless it is in quotation marks. */
export const isNothing = word => word === '~' || word === 'null';

/** What the site takes for nothing at all. */
export const absent = value => value === undefined || value === null || (typeof value === 'string' && !value.trim());
