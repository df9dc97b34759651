import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { SyslogFrames } from './syslog-frames.ts';

function framesOf(...chunks: readonly string[]): readonly string[] {
  const frames = new SyslogFrames();
  return [...chunks.flatMap((chunk) => frames.push(Buffer.from(chunk))), ...frames.end()];
}

test('messages end at line feeds, at NULs, or where their length says', () => {
  expect(framesOf('<13>one\n<13>two\0', '<13>three')).toEqual(['<13>one', '<13>two', '<13>three']);
  expect(framesOf('9 <13>a\nb c7 <13>two8 <13>th\n!')).toEqual(['<13>a\nb c', '<13>two', '<13>th\n!']);
});

test('what is too long is cut, and what comes after it is heard', () => {
  const long = `<13>${'x'.repeat(20_000)}`;
  const [first, ...rest] = framesOf(`${long}\n<13>next\n`);
  expect([first?.length, rest]).toEqual([8192, ['<13>next']]);
  const [counted, ...after] = framesOf(`${long.length} ${long}8 <13>next`);
  expect([counted?.length, after]).toEqual([8192, ['<13>next']]);
});

test('digits that are no length are a line', () => {
  expect(framesOf('123456789 no length\n12x\n')).toEqual(['123456789 no length', '12x']);
});

test('however a stream is cut into pieces, its messages are the same', () => {
  const message = fc.stringMatching(/^<13>[a-z0-9 :é]{0,40}$/);
  const framed = fc.array(
    fc.tuple(message, fc.boolean()).map(([text, isCounted]) => ({ text, isCounted })),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(framed, fc.array(fc.nat(300)), (messages, cuts) => {
      const stream = Buffer.concat(
        messages.map(({ text, isCounted }) =>
          Buffer.from(isCounted ? `${Buffer.byteLength(text)} ${text}` : `${text}\n`),
        ),
      );
      const frames = new SyslogFrames();
      const ends = [...cuts, stream.length].map((end) => Math.min(end, stream.length));
      const sorted = ends.toSorted((one, other) => one - other);
      const heard = sorted.flatMap((end, index) => frames.push(stream.subarray(sorted[index - 1] ?? 0, end)));
      expect([...heard, ...frames.end()]).toEqual(messages.map(({ text }) => text));
    }),
  );
});
