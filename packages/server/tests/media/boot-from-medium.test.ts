import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestApp } from '../harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk' });
});
afterAll(() => app.stop());

/** What the history of the newest boot says that the machine told. */
async function toldBy(medium: string): Promise<readonly { kind: string; detail: string }[]> {
  const { id, presented } = await app.addMachine({});
  await app.boot({ ...presented, medium });
  const [boot] = (await app.show({ id })).boots;
  return (boot?.callbacks ?? []).map(({ kind, detail }) => ({ kind, detail }));
}

describe('the history of a boot from a medium', () => {
  test('says which medium it was, by which card, at which attempt', async () => {
    expect(await toldBy('17/usb/net1-12/2')).toEqual([
      { kind: 'medium', detail: '17 (usb) by net1-12, attempt 2' },
    ]);
    expect(await toldBy('offline-1a2b3c4d/cd/net0/0')).toEqual([
      { kind: 'medium', detail: 'offline-1a2b3c4d (cd) by net0, as typed by a person' },
    ]);
  });

  test('notes what no medium says, and takes nothing of it', async () => {
    expect(await toldBy('17/usb/net0;reboot/1')).toEqual([
      { kind: 'request', detail: 'medium is not what a boot medium says' },
    ]);
  });
});

test('on BIOS a machine that started from a stick is given the drive behind it as its disk', async () => {
  const { presented } = await app.addMachine({});
  const lastLine = async (more: Record<string, string>): Promise<string> => {
    const { script } = await app.boot({ ...presented, ...more });
    return script.trimEnd().split('\n').at(-1) ?? '';
  };
  const [stick, disc] = ['17/usb/net0/1', '17/cd/net0/1'];
  expect(await lastLine({ medium: stick, platform: 'pcbios' })).toBe(
    'sanboot --no-describe --drive 0x81 || exit 1',
  );
  expect(await lastLine({ medium: disc, platform: 'pcbios' })).toBe(
    'sanboot --no-describe --drive 0x80 || exit 1',
  );
  expect(await lastLine({ platform: 'pcbios' })).toBe('sanboot --no-describe --drive 0x80 || exit 1');
  expect(await lastLine({ medium: stick, platform: 'efi' })).toBe('exit 1');
});
