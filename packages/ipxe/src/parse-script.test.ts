import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseScript, redactScript, renderScript, scriptTextFrom, type Script } from './index.ts';

const at = (line: number, column: number) => ({ line, column });
const word = (text: string, line: number, column: number) => ({
  segments: [text],
  position: at(line, column),
});

test('every statement, command and word knows where it stands', () => {
  expect(parseScript('#!ipxe\n\n:a  dhcp || \\\r\n goto a # why\r\n')).toEqual({
    problems: [],
    script: {
      statements: [
        { kind: 'blank', position: at(2, 1) },
        { kind: 'label', name: 'a', position: at(3, 1) },
        {
          kind: 'command',
          position: at(3, 5),
          remark: 'why',
          commands: [
            { operator: null, words: [word('dhcp', 3, 5)], position: at(3, 5) },
            { operator: '||', words: [word('goto', 4, 2), word('a', 4, 7)], position: at(4, 2) },
          ],
        },
      ],
    },
  });
});

test('a hash begins a comment only at the start of a word, an operator is only a whole word', () => {
  const { script } = parseScript('#!ipxe\necho a#b c||d ;x # e\n# f\n');
  expect(redactScript(renderScript(script))).toBe('#!ipxe\necho a#b c||d ;x # e\n# f\n');
  expect(script.statements.map((each) => each.kind)).toEqual(['command', 'comment']);
});

test('a trailing || is an empty command', () => {
  const { script } = parseScript('#!ipxe\nisset x && shell ||\n');
  const first = script.statements[0];
  expect(
    first?.kind === 'command' && first.commands.map((each) => [each.operator, each.words.length]),
  ).toEqual([
    [null, 2],
    ['&&', 1],
    ['||', 0],
  ]);
});

test.each([
  ['', 'missing-magic', at(1, 1)],
  ['#!ipxe', 'missing-magic', at(1, 1)],
  ['#!ipxes\n', 'missing-magic', at(1, 1)],
  ['<html>\n', 'missing-magic', at(1, 1)],
  ['# hello\n#!ipxe\n', 'text-before-magic', at(1, 1)],
  ['#!ipxe\necho a\0b\n', 'nul-byte', at(2, 7)],
  ['#!ipxe\necho a\\', 'open-continuation', at(2, 7)],
])('%j has the problem %s', (text, rule, position) => {
  expect(parseScript(text).problems.map((each) => [each.rule, each.position])).toEqual([[rule, position]]);
});

const pieces = fc.constantFrom(
  ' ',
  '\n',
  '\r',
  '\\',
  '\t',
  '\v',
  '#',
  ':',
  '|',
  '||',
  '&&',
  ';',
  'a',
  'echo',
  '${x}',
  '\0',
  '\u2028',
);
const anyBody = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(pieces, { maxLength: 30 }).map((each) => each.join('')),
);

/** The commands of a text as iPXE splits them, written a second time and apart from the parser, in bytes' order. */
function meaning(text: string): string[] {
  return joinedLines(text).flatMap((line) => {
    const [, name, rest = ''] = /^[ \t\v\f\r]*:([^ \t\v\f\r\0]*)([^]*)$/.exec(line) ?? [null, null, line];
    const words = (rest.split('\0')[0] ?? '').split(/[ \t\v\f\r]+/).filter((each) => each !== '');
    const hash = words.findIndex((each) => each.startsWith('#'));
    const kept = hash === -1 ? words : words.slice(0, hash);
    return [
      ...(name === null || name === undefined ? [] : [`:${name}`]),
      ...(kept.length === 0 ? [] : [kept.join(' ').replace(/^; (?=:)/, '')]),
    ];
  });
}

/** A backslash that ends what is joined so far joins the next line too, also when that is empty. */
function joinedLines(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of text.split('\n')) {
    line = `${line}${part}`.replace(/\r$/, '');
    if (line.endsWith('\\')) line = line.slice(0, -1);
    else {
      lines.push(line);
      line = '';
    }
  }
  return [...lines, line];
}

test('rendering what was parsed means the same, and doing it again changes nothing', () => {
  fc.assert(
    fc.property(anyBody, (body) => {
      const parsed = parseScript(`#!ipxe\n${body}\n`);
      fc.pre(parsed.problems.length === 0);
      const rendered = redactScript(renderScript(parsed.script));
      expect(meaning(rendered)).toEqual(meaning(`#!ipxe\n${body}`));
      expect(redactScript(renderScript(parseScript(rendered).script))).toBe(rendered);
    }),
    { numRuns: 2000 },
  );
});

test('no text makes the parser throw, and every position lies inside the text', () => {
  fc.assert(
    fc.property(anyBody, (text) => {
      const lines = text.split('\n').length;
      const parsed: Script = parseScript(text).script;
      for (const { position } of parsed.statements) expect(position?.line).toBeLessThanOrEqual(lines);
    }),
  );
});

test('markers in text made elsewhere become holes', () => {
  expect(scriptTextFrom('id=@@7@@&b=@@77@@\n', { '@@7@@': 'boot-id', '@@77@@': 'boot-number' })).toEqual([
    'id=',
    { hole: 'boot-id' },
    '&b=',
    { hole: 'boot-number' },
    '\n',
  ]);
  expect(() => scriptTextFrom('x', { '': 'a' })).toThrow(
    new RangeError('cannot look for holes: a marker is empty'),
  );
});
