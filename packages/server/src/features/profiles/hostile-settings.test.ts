import { answerKindOf, answerKinds, answerSettings } from '@netberth/catalogue';
import { readAnswerTemplates } from '@netberth/catalogue/answers';
import { DOMParser } from '@xmldom/xmldom';
import { array, assert, boolean, constantFrom, oneof, property, string } from 'fast-check';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { namesUsed } from '../../platform/render-template.ts';
import { settleSettings } from './answer-settings.ts';
import {
  accessOf,
  examples,
  key,
  least,
  readerOf,
  refused,
  renderedAnswer,
} from './rendered-answer.fixture.ts';

/** What does not change with the values that stand in it. */
function shapeOf(file: string, text: string): unknown {
  switch (file.split('.').at(-1)) {
    case 'json':
    case 'ign':
      return shapeOfTree(JSON.parse(text));
    case 'user-data':
    case 'yaml':
      return shapeOfTree(parseYaml(text));
    case 'toml':
      return shapeOfTree(parseToml(text));
    case 'xml': {
      const document = new DOMParser({
        onError: (level, message) => {
          throw new Error(`${level}: ${message}`);
        },
      });
      return shapeOfElement(document.parseFromString(text, 'text/xml'));
    }
    case 'bat':
      return text.split('\r\n').map((line) => line.replaceAll(/"[^"]*"/g, 'quoted'));
    default:
      return text.split('\n').map(shapeOfLine);
  }
}

/** How it begins, without what is set or quoted in it. */
function shapeOfLine(line: string): readonly string[] {
  const words = line
    .replaceAll("'\\''", '')
    .replaceAll(/'[^']*'/g, 'quoted')
    .split(' ');
  const isName = words.length === 1 && /^\w/.test(line);
  return isName ? ['a word'] : words.slice(0, 2).map((word) => word.replace(/=.*/, '='));
}

function shapeOfTree(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOfTree);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, shapeOfTree(inside)]));
}

type XmlNode = {
  readonly nodeName: string;
  readonly nodeType: number;
  readonly childNodes: ArrayLike<unknown>;
};
function shapeOfElement(node: XmlNode): unknown {
  const children = Array.from(node.childNodes as ArrayLike<XmlNode>).filter(({ nodeType }) => nodeType === 1);
  return [node.nodeName, children.map(shapeOfElement)];
}

/** What people might try to break out with, behind something that is right. */
const hostile = oneof(
  string({ unit: 'binary', maxLength: 20 }),
  array(
    constantFrom(
      ...[
        "'",
        '"',
        '\\',
        '`',
        '$',
        ';',
        '&',
        '|',
        '<',
        '>',
        '#',
        '%',
        '{',
        '}',
        '[',
        ']',
        ':',
        ',',
        '-',
        ' ',
      ],
      ...['\n', '\r', '\t', ']]>', '-->', '{{', '{%', '&amp;', '\\\n', '"""', 'a'],
    ),
    {
      maxLength: 12,
    },
  ).map((parts) => parts.join('')),
);

describe.each(answerKinds)('no value breaks out of its place in $id', ({ id }) => {
  const kind = answerKindOf(id);
  const templates = kind === undefined ? [] : Object.values(readAnswerTemplates(kind));
  const access = accessOf(id);
  const network = refused[id]?.full === undefined ? 'full' : 'plain';
  const names = [...new Set(templates.flatMap((text) => namesUsed(text, 'settings')))];

  test.each(names)('%s', (name) => {
    const example =
      least[id]?.[name] ??
      examples[id]?.[name] ??
      (name === 'ssh-keys' ? key : (answerSettings[name]?.example ?? ''));
    let taken = 0;
    assert(
      property(hostile, boolean(), (text, isBehind) => {
        const value = isBehind ? `${example} ${text}`.trim() : text;
        const settled = settleSettings({ ...least[id], ...access, [name]: value }, templates, readerOf(kind));
        if (!settled.ok) return;
        taken += 1;
        const given = settled.settings[name] ?? '';
        const safe = Array.isArray(given)
          ? given.map(() => (name === 'ssh-keys' ? key : 'a')).join('\n')
          : example;
        for (const file of kind?.files ?? []) {
          const more = { hostname: 'web1', file };
          const rendered = renderedAnswer(id, { ...access, [name]: value }, network, more);
          const plain = renderedAnswer(id, { ...access, [name]: safe }, network, more);
          expect(shapeOf(file, rendered)).toEqual(shapeOf(file, plain));
        }
      }),
      { numRuns: 20 },
    );
    if (name === 'ssh-keys') expect(taken).toBeGreaterThan(0);
  });
});
