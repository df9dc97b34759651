import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comment,
  ipxe,
  kernelArguments,
  parseScript,
  redactScript,
  renderScript,
  script,
  setting,
  urlText,
  word,
  words,
  type Fragment,
  type Statement,
} from './index.ts';

const hostile = [
  '${shell}',
  'a\nshell',
  'a\r\nshell',
  'x || shell',
  '&& reboot',
  '; reboot',
  '$${x}',
  '$${',
  '$',
  '{x}',
  '||',
  '&&',
  ';',
  '|',
  '&',
  '# hidden',
  '#',
  '-n',
  '--help',
  '-',
  ':label',
  'back\\',
  'back\\\n',
  '\u2028shell',
  '\u2029shell',
  '\u0085shell',
  '\u00A0||\u00A0shell',
  'a\0b',
  '\u001B[2J',
  '\u202Egnp',
  '\uD800',
  '',
  ' ',
  '${'.repeat(5000),
  'x'.repeat(10_240),
  '|| shell '.repeat(1000),
];

// Strings made of what iPXE treats specially are far more telling than uniformly random ones.
const pieces = fc.constantFrom(
  '$',
  '{',
  '}',
  '|',
  '&',
  ';',
  '#',
  '-',
  ':',
  '\\',
  ' ',
  '\n',
  '\r',
  '\t',
  '\v',
  '\0',
  '\u2028',
  'a',
  '%',
  'é',
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(pieces, { maxLength: 12 }).map((each) => each.join('')),
);

/** What iPXE makes of one statement between two marks: its words, or a failure that says what else is there. */
function readBack(statement: Statement): string[] {
  const text = redactScript(renderScript(script(ipxe`echo before`, statement, ipxe`echo after`)));
  const { script: read, problems } = parseScript(text);
  expect(problems).toEqual([]);
  expect(read.statements.length).toBe(3);
  const middle = read.statements[1];
  if (middle?.kind !== 'command') throw new Error(`a ${middle?.kind} was read, wanted one command`);
  expect(middle.commands.length).toBe(1);
  expect('remark' in middle).toBe(false);
  return (middle.commands[0]?.words ?? []).map((each) => each.segments.map(String).join(''));
}

function makeOrNull(make: () => Statement): Statement | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const contexts: readonly [string, (fragment: Fragment) => Statement][] = [
  ['as the only words', (fragment) => ipxe`echo ${fragment}`],
  ['glued to text', (fragment) => ipxe`echo a${fragment}b`],
  ['between braces', (fragment) => ipxe`echo ${fragment}{x}`],
  ['after a dollar', (fragment) => ipxe`echo $${fragment}}`],
  ['beside itself', (fragment) => ipxe`echo ${fragment}${fragment}`],
  ['between bars', (fragment) => ipxe`echo |${fragment}|`],
  ['between ampersands', (fragment) => ipxe`echo &${fragment} &${fragment}`],
];

const makers: readonly [string, (text: string) => Fragment][] = [
  ['words', words],
  ['word', word],
  ['urlText', urlText],
  ['kernelArguments', kernelArguments],
];

describe.each(makers)('%s', (_name, maker) => {
  test.each(contexts)(
    'any text %s stays one command without expansion or operator, or is refused',
    (_where, build) => {
      const check = (text: string): void => {
        const made = makeOrNull(() => build(maker(text)));
        if (made === null) return;
        const [name, ...rest] = readBack(made);
        expect(name).toBe('echo');
        expect(rest.join(' ')).not.toContain('${');
      };
      hostile.forEach(check);
      fc.assert(fc.property(anyText, check), { numRuns: 300 });
    },
  );

  test('any text beside a setting adds no expansion to it', () => {
    const check = (text: string): void => {
      const made = makeOrNull(() => ipxe`echo ${maker(text)}${setting('mac')}${maker(text)}`);
      if (made === null) return;
      const line = readBack(made).join(' ');
      expect(line.split('${').length).toBe(2);
      expect(line).not.toContain('$${mac}');
      expect(line).not.toContain('${mac}{');
    };
    hostile.forEach(check);
    fc.assert(fc.property(anyText, check), { numRuns: 300 });
  });
});

test('words never fails, is never an option and never nothing', () => {
  const check = (text: string): void => {
    const rest = readBack(ipxe`echo ${words(text)}`).slice(1);
    expect(rest.length).toBeGreaterThan(0);
    expect(rest[0]).not.toMatch(/^-/);
  };
  hostile.forEach(check);
  fc.assert(fc.property(anyText, check));
});

test.each(contexts)('words fits %s whatever the text is', (_where, build) => {
  const check = (text: string): void => {
    expect(build(words(text)).kind).toBe('command');
  };
  hostile.forEach(check);
  fc.assert(fc.property(anyText, check));
});

test('a URL is one word, and decoding it gives what went in', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      fc.pre(text !== '' && !text.includes('%') && text.isWellFormed());
      const rest = readBack(ipxe`chain ${urlText(text)}`).slice(1);
      expect(rest.map((each) => decodeURIComponent(each))).toEqual([text]);
    }),
  );
});

test('a comment stays a comment', () => {
  const check = (text: string): void => {
    const rendered = redactScript(renderScript(script(comment(text), ipxe`echo after`)));
    expect(parseScript(rendered).script.statements.map((each) => each.kind)).toEqual(['comment', 'command']);
  };
  hostile.forEach(check);
  fc.assert(fc.property(anyText, check));
});
