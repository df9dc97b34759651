import { describe, expect, it } from 'vitest';
import { chooseAnswer } from './choose-answer.ts';

const MODIFIED = 'Tue, 15 Nov 1994 12:45:26 GMT';
const EARLIER = 'Tue, 15 Nov 1994 12:45:25 GMT';
const modifiedMs = Date.UTC(1994, 10, 15, 12, 45, 26);
const VALIDATORS = { entityTag: '"v1"', lastModifiedMs: modifiedMs };
const WHOLE = { status: 200, range: { from: 0, to: 100 } };
const PART = { status: 206, range: { from: 10, to: 20 } };
const range = 'bytes=10-19';

describe('chooseAnswer', () => {
  it.each([
    ['GET', {}, WHOLE],
    ['HEAD', {}, WHOLE],
    ['GET', { range }, PART],
    ['HEAD', { range }, WHOLE],
    ['GET', { range: 'bytes=100-' }, { status: 416 }],
    ['HEAD', { range: 'bytes=100-' }, WHOLE],
    ['GET', { 'if-none-match': '"v1"' }, { status: 304 }],
    ['HEAD', { 'if-none-match': '"v1"' }, { status: 304 }],
    ['GET', { 'if-none-match': 'W/"v1"' }, { status: 304 }],
    ['GET', { 'if-none-match': '"v0", "v1"' }, { status: 304 }],
    ['GET', { 'if-none-match': '*' }, { status: 304 }],
    ['GET', { 'if-none-match': '"v2"' }, WHOLE],
    ['GET', { 'if-none-match': '"v1"', range }, { status: 304 }],
    ['GET', { 'if-none-match': '"v2"', 'if-modified-since': MODIFIED }, WHOLE],
    ['GET', { 'if-modified-since': MODIFIED }, { status: 304 }],
    ['GET', { 'if-modified-since': EARLIER }, WHOLE],
    ['GET', { 'if-modified-since': 'yesterday' }, WHOLE],
    ['GET', { 'if-match': '"v1"' }, WHOLE],
    ['GET', { 'if-match': 'W/"v1"' }, { status: 412 }],
    ['GET', { 'if-match': '"v2"', range }, { status: 412 }],
    ['GET', { 'if-match': '"v2"', 'if-none-match': '"v1"' }, { status: 412 }],
    ['GET', { 'if-unmodified-since': EARLIER }, { status: 412 }],
    ['GET', { 'if-unmodified-since': MODIFIED }, WHOLE],
    ['GET', { range, 'if-range': '"v1"' }, PART],
    ['GET', { range, 'if-range': '"v2"' }, WHOLE],
    ['GET', { range, 'if-range': 'W/"v1"' }, WHOLE],
    ['GET', { range, 'if-range': MODIFIED }, PART],
    ['GET', { range, 'if-range': EARLIER }, WHOLE],
    ['GET', { range, 'if-range': 'nonsense' }, WHOLE],
    ['GET', { range: 'bytes=100-', 'if-range': '"v2"' }, WHOLE],
  ] as const)('%s %j', (method, headers, expected) => {
    expect(chooseAnswer(method, headers, VALIDATORS, 100, modifiedMs + 60_000)).toEqual(expected);
  });

  it('does not trust the date of a file that was written within this second', () => {
    const headers = { range, 'if-range': MODIFIED };
    expect(chooseAnswer('GET', headers, VALIDATORS, 100, modifiedMs + 999)).toEqual(WHOLE);
    expect(chooseAnswer('GET', headers, VALIDATORS, 100, modifiedMs + 1000)).toEqual(PART);
  });
});
