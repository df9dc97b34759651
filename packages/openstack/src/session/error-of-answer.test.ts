import { expect, test } from 'vitest';
import { errorOfAnswer } from './error-of-answer.ts';

function errorOf(status: number, text: string) {
  const error = errorOfAnswer({ service: 'x', request: 'POST /y', status, requestId: 'req-1', text });
  return [error.message, error.facts.kind, error.facts.type];
}

test.each([
  [
    'Nova',
    403,
    '{"forbidden": {"code": 403, "message": "Quota exceeded for instances: Requested 1, but already used 10 of 10 instances"}}',
    [
      'x answers 403 to POST /y: Quota exceeded for instances: Requested 1, but already used 10 of 10 instances (request req-1)',
      'quota',
      null,
    ],
  ],
  [
    'Neutron',
    409,
    '{"NeutronError": {"type": "IpAddressAlreadyAllocated", "message": "IP address 10.0.0.5 already allocated", "detail": ""}}',
    [
      'x answers 409 to POST /y: IP address 10.0.0.5 already allocated (request req-1)',
      'conflict',
      'IpAddressAlreadyAllocated',
    ],
  ],
  [
    'Keystone',
    401,
    '{"error": {"code": 401, "message": "The request you have made requires authentication.", "title": "Unauthorized"}}',
    [
      'x answers 401 to POST /y: The request you have made requires authentication. (request req-1)',
      'unauthorized',
      null,
    ],
  ],
  [
    'Glance, in HTML',
    413,
    '<html><head><title>413</title></head><body><h1>Denying attempt</h1> too  large</body></html>',
    ['x answers 413 to POST /y: Denying attempt too large (request req-1)', 'quota', null],
  ],
  [
    'a proxy without words',
    502,
    '',
    ['x answers 502 to POST /y: says nothing more (request req-1)', 'broken', null],
  ],
])('%s is understood', (_, status, text, expected) => {
  expect(errorOf(status, text)).toEqual(expected);
});
