import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { profileManifestSchema } from '@netberth/api';
import { writtenNetworkSchema } from '@netberth/network';
import { expect, test } from 'vitest';
import { renderTemplate } from '../../platform/render-template.ts';
import { renderPlaceholders } from './render-placeholders.ts';
import { blankMachine } from '../machines/machine-store.ts';
import { parseManifest } from '../profiles/image/parse-manifest.ts';
import { placeholderValues } from './placeholder-values.ts';
import { templateValues, urlsOfBoot } from './template-values.ts';
import type { Subject } from './template-values.ts';

const document = readFileSync(join(import.meta.dirname, '../../../../../docs/templates.md'), 'utf8');
const blocks = [...document.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
  language,
  text,
}));

type Described = { readonly network: unknown } & Record<
  'labels' | 'metadata' | 'hardware' | 'choice',
  Record<string, string>
> &
  Record<'hostname' | 'address' | 'serial' | 'uuid' | 'profile' | 'server' | 'bootId', string> &
  Record<'product' | 'mirror', string> & {
    readonly settings: Record<string, string | string[]>;
    readonly id: number;
    readonly macs: string[];
    readonly bootNumber: number;
  };
const described = JSON.parse(first('json')) as Described;
const { id, hostname, address, macs, serial, uuid, labels, metadata, hardware } = described;
const network = writtenNetworkSchema.parse(described.network);
const known = { hostname, address, network, metadata, hardware };
const machine = { ...blankMachine, id, version: 1, createdAtMs: 0, ...known };
const subject: Subject = { machine, identity: { macs, serial, uuid }, labels };
const { profile, product, choice, mirror, settings, server, bootId, bootNumber } = described;
const saved = { product, choice, mirror, settings, inputs: {}, arch: null, args: '' };
const shown = { name: profile, spec: { method: 'choice', ...saved } } as const;
const urls = urlsOfBoot(server, id, profile, bootId, String(bootNumber));
const values = templateValues(subject, shown, urls, bootId);

function first(language: string): string {
  const found = blocks.find((block) => block.language === language);
  if (!found) throw new Error(`docs/templates.md has no block of ${language}`);
  return found.text;
}

const examples = blocks.flatMap(({ language, text }, index) => {
  const result = blocks[index + 1];
  return result && (language === 'liquid' || language === 'kiwispray') ? [{ language, text, result }] : [];
});

test.each(examples)('this example comes to what stands below it:\n$text', ({ language, text, result }) => {
  if (language === 'liquid') {
    const rendered = renderTemplate(text, values);
    expect(result.language).toBe(rendered.ok ? 'text' : 'refused');
    if (rendered.ok) expect(rendered.text).toBe(result.text);
    else expect(rendered.why).toContain(result.text.trim());
  } else {
    const rendered = renderPlaceholders(text, placeholderValues(subject, profile, server, bootId));
    expect(rendered).toMatchObject({ ok: true, text: result.text });
  }
});

test('there are examples of both languages and of a refusal', () => {
  expect(new Set(examples.map(({ language, result }) => `${language} ${result.language}`))).toEqual(
    new Set(['liquid text', 'liquid refused', 'kiwispray text']),
  );
});

test('the profile.yaml of the document is one, and every key of one is in its table', () => {
  expect(parseManifest(first('yaml'))).toMatchObject({ ok: true });
  expect(tableNames('key')).toEqual(Object.keys(profileManifestSchema.shape).sort());
});

test('every variable is in the table, and the table has no other', () => {
  const names = Object.entries(values).flatMap(([group, fields]) =>
    group === 'settings'
      ? ['settings.NAME']
      : Object.keys(fields as object).map((name) =>
          ['labels', 'metadata', 'hardware', 'choice', 'inputs'].includes(name)
            ? `${group}.${name}.NAME`
            : `${group}.${name}`,
        ),
  );
  expect(tableNames('variable')).toEqual(names.sort());
});

/** The names in the first column of the table whose first heading is this, sorted. */
function tableNames(heading: string): string[] {
  const [, rows = ''] =
    new RegExp(String.raw`^\| ${heading} \|.*\n\|[-|]*\n((?:\|.*\n)*)`, 'm').exec(document) ?? [];
  return [...rows.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name).sort();
}

test('the table of variables names all that a template can use, and nothing else', () => {
  const ofNames = ['labels', 'metadata', 'hardware', 'choice', 'inputs'];
  const used = Object.entries(values).flatMap(([group, members]) =>
    group === 'settings'
      ? ['settings.NAME']
      : Object.keys(members as object).map(
          (name) => `${group}.${name}${ofNames.includes(name) ? '.NAME' : ''}`,
        ),
  );
  const [, table = ''] = /\| variable \| what it is \|\n\|---\|---\|\n((?:\|.*\n)+)/.exec(document) ?? [];
  const named = [...table.matchAll(/^\| `([\w.]+)` \|/gm)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set(used));
});
