import { parse as parseYaml } from 'yaml';
import { OwnText } from './own-text.ts';

/** Filters whose result stands in the text as it is: each makes a value safe for one language. */
export const escapingFilters: Readonly<Record<string, (value: unknown) => string>> = {
  /** One word for a POSIX shell, and for kickstart (which splits its lines as a shell does). */
  sh: (value) => `'${textOf(value).replaceAll("'", `'\\''`)}'`,
  json: jsonOf,
  /** JSON is YAML, but for characters that YAML 1.1 does not let stand in a text. */
  yaml: (value) => jsonOf(value).replaceAll(notInYaml, escaped),
  /** A basic string, or an array of them (TOML 1.0). */
  toml: (value) => jsonOf(value).replaceAll('\u007f', escaped),
  xml: xmlOf,
  line: lineOf,
  batch: batchOf,
};

/** Parts of a URL. What they give is still held to be one plain word. */
export const urlFilters: Readonly<Record<string, (value: unknown) => string>> = {
  url_protocol: (value) => urlOf(value).protocol.replace(/:$/, ''),
  url_host: (value) => urlOf(value).host,
  url_path: (value) => urlOf(value).pathname.replace(/(?<=.)\/$/, ''),
};

/** What a text of YAML says, to be used by its parts: `{% assign it = settings.cluster-secrets | from_yaml %}`. @throws */
export function fromYaml(text: unknown): unknown {
  return parseYaml(textOf(text), { maxAliasCount: 0, logLevel: 'error' });
}

/** For what a template cannot do for a machine: the sentence in front of it is why it is not made. */
export function refuse(why: unknown): never {
  throw new Error(textOf(why));
}

const notInYaml = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function jsonOf(value: unknown): string {
  return JSON.stringify(plain(value));
}

function plain(value: unknown): unknown {
  return value instanceof OwnText ? value.toString() : (value ?? null);
}

function textOf(value: unknown): string {
  return String(plain(value));
}

const xmlNames: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // Else a parser makes blanks of them (XML 1.0, 2.11 and 3.3.3).
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Text of an element or of an attribute. @throws where XML 1.0 has no way to write it (2.2) */
function xmlOf(value: unknown): string {
  const text = textOf(value);
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text))
    throw new Error(`the value ${JSON.stringify(text.slice(0, 60))} has a character that XML cannot hold`);
  return text.replaceAll(/[&<>"'\r\n\t]/g, (character) => xmlNames[character] ?? '');
}

/** The rest of a line, where nothing but its end has a meaning, as in preseed files. @throws */
function lineOf(value: unknown): string {
  const text = textOf(value);
  if (!/^(?!\s)[^\p{Cc}\u2028\u2029]*(?<![\s\\])$/u.test(text))
    throw new Error(`the value ${JSON.stringify(text.slice(0, 60))} is not one line`);
  return text;
}

/** One word in quotes for a batch file of Windows, where only `%` and `"` have a meaning between quotes. @throws */
function batchOf(value: unknown): string {
  const text = textOf(value);
  if (!/^[ !#-~]*$/.test(text))
    throw new Error(`the value ${JSON.stringify(text.slice(0, 60))} cannot stand in a batch file`);
  return `"${text.replaceAll('%', '%%')}"`;
}

function urlOf(value: unknown): URL {
  const text = textOf(value);
  if (!URL.canParse(text)) throw new Error(`the value ${JSON.stringify(text.slice(0, 60))} is not a URL`);
  return new URL(text);
}
