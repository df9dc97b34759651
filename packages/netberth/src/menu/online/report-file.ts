import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { onlineReportSchema, type OnlineReport } from '@netberth/catalogue';
import { hasErrorCode } from '../../error-code.ts';
import { Failure } from '../../failure.ts';

/** Where a data folder keeps what `menu check --online` found. */
export function reportFile(data: string): string {
  return join(data, 'menu', 'online.json');
}

export async function readReport(file: string): Promise<OnlineReport> {
  try {
    return onlineReportSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return { urls: {} };
    throw new Failure(`Cannot read ${file}: it is no report of menu check --online; remove it`, {
      cause: error,
    });
  }
}

/** The file is there whole or as it was before. */
export async function writeReport(file: string, report: OnlineReport): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(report, null, 1)}\n`);
  await rename(`${file}.new`, file);
}
