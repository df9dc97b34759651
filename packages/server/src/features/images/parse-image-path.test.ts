import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseImagePath } from './parse-image-path.ts';

describe('parseImagePath', () => {
  it.each([
    ['kernel', ['kernel']],
    ['boot/x86_64/initrd.img', ['boot', 'x86_64', 'initrd.img']],
    ['a%20b%3Fc', ['a b?c']],
    ['with+plus', ['with+plus']],
    ['%252e%252e', ['%2e%2e']],
    ['kernel?x=../../etc', ['kernel']],
    ['caf%C3%A9', ['café']],
    ['...three', undefined],
  ])('reads %s', (remainder, segments) => {
    const path = parseImagePath(remainder);
    expect(path.kind === 'path' ? path.segments : undefined).toEqual(segments);
  });

  it.each([
    ['', 'empty-segment'],
    ['/etc/passwd', 'empty-segment'],
    ['//etc/passwd', 'empty-segment'],
    ['a//b', 'empty-segment'],
    ['folder/', 'empty-segment'],
    ['..', 'dot-segment'],
    ['../secret', 'dot-segment'],
    ['a/../../secret', 'dot-segment'],
    ['%2e%2e/secret', 'dot-segment'],
    ['a/%2E./secret', 'dot-segment'],
    ['./kernel', 'dot-segment'],
    ['.ssh/id', 'hidden-name'],
    ['a/%2egit', 'hidden-name'],
    ['a%2fb', 'separator-in-name'],
    ['%2fetc%2fpasswd', 'separator-in-name'],
    ['a%5cb', 'separator-in-name'],
    ['a\\b', 'separator-in-name'],
    ['kernel%00.txt', 'control-character'],
    ['kernel%0d%0aX:1', 'control-character'],
    ['kernel%7f', 'control-character'],
    ['kernel%C2%85', 'control-character'],
    ['%', 'malformed-encoding'],
    ['%zz', 'malformed-encoding'],
    ['%ff', 'malformed-encoding'],
    ['%c0%ae%c0%ae/secret', 'malformed-encoding'],
    ['x'.repeat(256), 'too-long'],
    ['é'.repeat(128), 'too-long'],
    ['d/'.repeat(2100) + 'f', 'too-long'],
    ['x'.repeat(100_000), 'too-long'],
  ])('refuses %j as %s', (remainder, why) => {
    expect(parseImagePath(remainder)).toEqual({ kind: 'refused', why });
  });

  it('refuses an encoded way up in whatever mixture of encodings', () => {
    expect(parseImagePath('..%2fsecret')).toEqual({ kind: 'refused', why: 'hidden-name' });
    expect(parseImagePath('x%2f..%2fsecret')).toEqual({ kind: 'refused', why: 'separator-in-name' });
  });

  it('never gives a name that could mean another folder', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '%2f',
      '%2e',
      '\\',
      '%5c',
      '%',
      '%00',
      '?',
      'a',
      'é',
      '%25',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const path = parseImagePath(pieces.join(''));
        if (path.kind === 'refused') return;
        for (const name of path.segments) expect(name).toMatch(/^[^./\\\p{Cc}][^/\\\p{Cc}]*$/u);
      }),
    );
  });
});
