import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readS3Settings } from '../../node/s3-settings.ts';
import { explainRefusal } from './explain-refusal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netberth-s3-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('who has no keys for S3 is told the places where they may stand', async () => {
  const file = join(folder, 'keys');
  await expect(readS3Settings({ AWS_SHARED_CREDENTIALS_FILE: file, HOME: folder })).rejects.toThrow(
    `There are no credentials for S3: write aws_access_key_id and aws_secret_access_key under [default] of ${file}, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`,
  );
  await expect(readS3Settings({ AWS_SHARED_CREDENTIALS_FILE: file }, 'file')).rejects.toThrow(
    /^There are no credentials for S3: write \S+ and \S+ under \[default\] of \S+$/,
  );
  writeFileSync(file, '[default]\naws_access_key_id = AK\naws_secret_access_key = SK\nregion = here\n');
  expect(await readS3Settings({ AWS_SHARED_CREDENTIALS_FILE: file, HOME: folder })).toEqual({
    credentials: { accessKeyId: 'AK', secretAccessKey: 'SK', sessionToken: null },
    region: 'here',
    endpoint: null,
  });
});

const refused = { title: 's3://site', request: 'GET /one', status: 403 };

test.each([
  ['InvalidAccessKeyId', 'AWS_ACCESS_KEY_ID', 'aws_access_key_id'],
  ['InvalidToken', 'AWS_SESSION_TOKEN', 'aws_session_token'],
  ['SignatureDoesNotMatch', 'AWS_SECRET_ACCESS_KEY', 'aws_secret_access_key'],
  ['NoSuchBucket', 'AWS_ENDPOINT_URL', 'endpoint_url'],
  ['PermanentRedirect', 'AWS_REGION', 'region'],
])(
  'a refusal of S3 for %s names the variable and the line of the file, and to a server the file alone',
  (code, variable, key) => {
    const text = `<Error><Code>${code}</Code><Message>No.</Message></Error>`;
    const { message } = explainRefusal({ ...refused, text });
    expect(message).toContain(`s3://site answers 403 ${code} to GET /one: No.\n`);
    expect(message).toContain(variable);
    expect(message).toMatch(new RegExp(`\\b${key}\\b.* in the file`));
    const toServer = explainRefusal({ ...refused, text }, 'file').message;
    expect(toServer).toMatch(new RegExp(`\\b${key}\\b.* in the file`));
    expect(toServer).not.toContain('AWS_');
  },
);
