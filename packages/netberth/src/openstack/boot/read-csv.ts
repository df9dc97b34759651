import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse';
import { Failure } from '../../failure.ts';

export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

/** The rows of a CSV file, its header among them. Throws a Failure when it cannot be read. */
export async function* readCsv(path: string): AsyncGenerator<CsvRow> {
  const delimiter = await delimiterOf(path);
  const parser = createReadStream(path).pipe(
    parse({ bom: true, delimiter, info: true, relaxColumnCount: true, skipEmptyLines: true, trim: true }),
  );
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new Failure(`${path}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Spreadsheets write commas, semicolons or tabs, by the country they think they are in; the header tells. */
async function delimiterOf(path: string): Promise<string> {
  const [firstLine = ''] = (await readStart(path)).split(/[\r\n]/, 1);
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: firstLine.split(mark).length }));
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).mark;
}

async function readStart(path: string): Promise<string> {
  try {
    await using file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const why = isMissing ? 'there is no such file' : error instanceof Error ? error.message : String(error);
    throw new Failure(`Cannot read ${path}: ${why}`, { cause: error });
  }
}
