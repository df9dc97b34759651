import { settingFlags } from '@netberth/server';
import { expect, test } from 'vitest';
import { offeredDefinitions } from '../offered-definitions.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { verbOf } from './verb.ts';
import { whatNext } from './what-next.ts';

const names = offeredDefinitions.map(({ name }) => name);
const offer = { verbs: offeredDefinitions.map(verbOf), settings: settingFlags, width: 90 };

/** As a shell splits it: blanks and double quotes are all there is. */
function shellWords(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '').slice(1);
}

test.each(names)('the page of %s says what comes next, and that can be typed', (name) => {
  const lines = whatNext[name]?.map(([line]) => line) ?? [];
  expect(lines).not.toEqual([]);
  const refused = lines.filter((line) => parseCommandLine(shellWords(line), offer).asks === 'refusal');
  expect(refused).toEqual([]);
});

test.each(offeredDefinitions.map(({ name, cli }) => [name, cli.examples] as const))(
  'the examples of %s can be typed',
  (_, examples) => {
    const lines = examples.flatMap(({ line }) =>
      line.split(' | ').map((each) => each.replace(/ >>? .*$/, '')),
    );
    const own = lines.filter((line) => line.startsWith('netberth '));
    expect(own).not.toEqual([]);
    const refused = own.filter((line) => parseCommandLine(shellWords(line), offer).asks === 'refusal');
    expect(refused).toEqual([]);
  },
);

test('nothing comes next to what is no verb', () => {
  expect(Object.keys(whatNext).filter((name) => !names.includes(name))).toEqual([]);
});
