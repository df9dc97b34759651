import { expect, test } from 'vitest';
import { magicPacket } from './magic-packet.ts';

test('a packet that wakes is six times 0xff and sixteen times the MAC', () => {
  const packet = Buffer.from(magicPacket('52:54:00:12:34:ab'));
  expect(packet.length).toBe(102);
  expect(packet.subarray(0, 18).toString('hex')).toBe('ffffffffffff5254001234ab5254001234ab');
  expect(packet.subarray(-6).toString('hex')).toBe('5254001234ab');
});
