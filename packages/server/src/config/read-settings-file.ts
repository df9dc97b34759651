import { nearestName } from '@netberth/slips';
import { unresolvedAliases, unresolvedText } from '@netberth/slips/yaml-aliases';
import { isMap, isScalar, LineCounter, parseDocument, type Document, type YAMLMap } from 'yaml';
import type { GivenSetting, GivenSettings } from './given-setting.ts';
import { settings } from './settings.ts';

const names: readonly string[] = Object.keys(settings);

/** Settings out of the text of a netberth.yaml, each with its line. `kiwispray:` may hold its settings indented. */
export function readSettingsFile(path: string, text: string): GivenSettings {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number) => `${path}:${lines.linePos(offset).line}`;
  const faults = [
    ...document.errors.map((error) => `${place(error.pos[0])}: is not YAML: ${error.message}`),
    ...unresolvedAliases(document).map((alias) => `${place(alias.offset)}: ${unresolvedText(alias)}`),
  ];
  if (faults.length > 0) return { given: [], problems: faults };
  if (document.contents === null) return { given: [], problems: [] };
  if (!isMap(document.contents))
    return {
      given: [],
      problems: [`${path}:1: holds no settings; wanted: lines like "bootListen: '[::]:8080'"`],
    };
  return readMap(document.contents, document, '', place);
}

function readMap(
  map: YAMLMap,
  document: Document,
  prefix: string,
  place: (offset: number) => string,
): GivenSettings {
  const given: GivenSetting[] = [];
  const problems: string[] = [];
  for (const { key, value } of map.items) {
    const name = `${prefix}${isScalar(key) ? String(key.value) : '?'}`;
    const source = place(isScalar(key) ? (key.range?.[0] ?? 0) : 0);
    const isGroup = names.some((each) => each.startsWith(`${name}.`));
    if (isGroup && isMap(value)) {
      const inner = readMap(value, document, `${name}.`, place);
      given.push(...inner.given);
      problems.push(...inner.problems);
    } else if (names.includes(name)) {
      const plain = plainValue(value, document);
      // `bootUrl:` with nothing behind it leaves the default.
      if (plain !== null) given.push({ name, value: plain, source });
    } else problems.push(unknownKey(name, source));
  }
  return { given, problems };
}

function plainValue(node: unknown, document: Document): unknown {
  if (typeof node !== 'object' || node === null || !('toJS' in node) || typeof node.toJS !== 'function')
    return null;
  const value: unknown = node.toJS(document);
  return value;
}

function unknownKey(name: string, source: string): string {
  const near = nearestName(name, names);
  return `${name} (${source}): is no setting${near === null ? `; wanted: one of ${names.join(', ')}` : `. Did you mean ${near}?`}`;
}
