import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';

/** A CSV file, opened anew for each reading. */
export type ListSource = {
  /** As problems name it. */
  readonly name: string;
  readonly open: () => AsyncIterable<string | Buffer>;
};

export type CsvLine = { readonly line: number; readonly cells: readonly string[] };

/** The text is no list; what is wrong with single rows is not thrown. */
export class UnreadableList extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.problems = problems;
  }
}

/** The rows of a list, its header among them, each with its line. Throws UnreadableList. */
export async function* readCsv({ name, open }: ListSource): AsyncGenerator<CsvLine> {
  const chunks = open()[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) return;
  const parser = Readable.from(continued(first.value, chunks)).pipe(
    parse({
      bom: true,
      delimiter: delimiterIn(first.value.toString()),
      info: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      trim: true,
    }),
  );
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableList([`${name}: ${error.message}`]);
    throw error;
  }
}

async function* continued(first: string | Buffer, rest: AsyncIterator<string | Buffer>) {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** Spreadsheets write commas, semicolons or tabs, by the country they think they are in; the header tells. */
function delimiterIn(text: string): string {
  const [firstLine = ''] = text.split(/[\r\n]/, 1);
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: firstLine.split(mark).length }));
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).mark;
}
