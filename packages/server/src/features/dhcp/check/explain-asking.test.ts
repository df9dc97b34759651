import { expect, test } from 'vitest';
import { explainAsking } from './explain-asking.ts';

const said = (syscall: string, code: string) => {
  const refused = explainAsking(Object.assign(new Error(code), { syscall, code }), '192.0.2.1');
  return refused instanceof Error ? refused.message : refused;
};

test('a right that is missing is told apart from a firewall, which says the same', () => {
  expect(said('bind', 'EPERM')).toBe(
    'the server may not use UDP port 68, from which machines ask for addresses',
  );
  expect(said('send', 'EPERM')).toBe(
    'nothing can be sent from 192.0.2.1: a firewall of this host does not let it out (EPERM)',
  );
});

test('what nobody has thought of stays what it is', () => {
  const error = Object.assign(new Error('x'), { syscall: 'send', code: 'EIO' });
  expect(explainAsking(error, '192.0.2.1')).toBe(error);
});
