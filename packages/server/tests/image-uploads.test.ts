import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { profileReceived, profileSchema } from '@netberth/api';
import type { Profile } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installer, tarOf } from './harness/images.ts';
import { refusalIn, TestApp } from './harness/start-app.ts';

let app: TestApp;
let tar: Buffer;

beforeAll(async () => {
  app = await TestApp.start();
  tar = await tarOf({ ...installer, 'disk.raw': Buffer.alloc(3_000_000, 'netberth') });
});
afterAll(() => app.stop());

/** Sends the beginning of the tar and breaks the connection. */
async function sendAndBreak(name: string, resume: string, from: number, to: number): Promise<void> {
  const path = `/api/v1/profiles/${name}/image?resume=${resume}&offset=${from}`;
  const headers = {
    'x-netberth-user': 'ada',
    'content-type': 'application/x-tar',
    'content-length': tar.length - from,
  };
  const sent = request({ socketPath: join(app.data, 'admin.sock'), method: 'PUT', path, headers });
  sent.on('error', () => undefined);
  sent.write(tar.subarray(from, to));
  await expect.poll(() => received(name, resume)).toBe(to);
  sent.destroy();
}

async function received(name: string, resume: string): Promise<number> {
  return (await app.run(profileReceived, { name, resume })).receivedBytes;
}

function uploadRest(name: string, resume: string, offset: number, more = {}) {
  return app.upload(name, tar.subarray(offset), { resume, offset, ...more });
}

function keptFiles(): readonly string[] {
  const folder = join(app.data, 'incoming/kept');
  return existsSync(folder) ? readdirSync(folder) : [];
}

describe('an upload that can go on', () => {
  test('is whole although it was cut off twice, the second time at 99 %', async () => {
    const almost = Math.floor(tar.length * 0.99);
    await sendAndBreak('web', 'upload-of-web', 0, 1_000_000);
    await sendAndBreak('web', 'upload-of-web', 1_000_000, almost);
    const sha256 = createHash('sha256').update(tar).digest('hex');
    const answer = await uploadRest('web', 'upload-of-web', almost, { sha256 });
    expect(answer.status).toBe(200);
    const { files }: Profile = profileSchema.parse(JSON.parse(answer.text));
    const disk = createHash('sha256').update(Buffer.alloc(3_000_000, 'netberth')).digest('hex');
    expect(files.find(({ path }) => path === 'disk.raw')?.sha256).toBe(disk);
    expect(keptFiles()).toEqual([]);
  });

  test.each([0, 400_000, 600_000])(
    'goes on behind what has arrived, and not behind %d bytes',
    async (offset) => {
      const resume = `upload-of-gap-${offset}`;
      await sendAndBreak('gap', resume, 0, 500_000);
      const answer = await uploadRest('gap', resume, offset);
      expect(answer.status).toBe(409);
      expect(refusalIn(answer)).toContain(
        `NB3027 the upload cannot go on behind ${offset} bytes: 500000 have arrived`,
      );
      expect(await received('gap', resume)).toBe(500_000);
    },
  );

  test('need not be sent again when only a word was missing', async () => {
    await app.import('there', installer);
    const refused = await uploadRest('there', 'upload-of-there', 0);
    expect(refusalIn(refused)).toMatch(/^NB3010 there is a profile "there" already/);
    expect(await received('there', 'upload-of-there')).toBe(tar.length);
    const answer = await uploadRest('there', 'upload-of-there', tar.length, { replace: true });
    expect(answer.status).toBe(200);
    expect(await received('there', 'upload-of-there')).toBe(0);
  });

  test('is refused when it is not what its sender says, and nothing of it is kept', async () => {
    const answer = await uploadRest('wrong', 'upload-of-wrong', 0, { sha256: '0'.repeat(64) });
    expect(answer.status).toBe(422);
    expect(refusalIn(answer)).toMatch(
      /^NB3012 the image is not imported: its SHA-256 is [0-9a-f]{64}, not 0{64}/,
    );
    expect(await received('wrong', 'upload-of-wrong')).toBe(0);
  });

  test('is that of its sender and of its profile alone', async () => {
    await sendAndBreak('mine', 'one-and-the-same', 0, 100_000);
    expect(await received('other', 'one-and-the-same')).toBe(0);
  });
});
