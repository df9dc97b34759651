import { machineImport } from '@netberth/api';
import type { z } from 'zod';
import { connect } from '../connect/connect.ts';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { readLocalFile } from '../read-local-file.ts';
import { sendCommand } from '../send-command.ts';
import { foreignQueryOf } from './foreign-query.ts';
import type { machineImportHere } from './import-definition.ts';
import { queryCsv, type ForeignQuery } from './query-csv.ts';

type Asked = z.output<typeof machineImportHere.input>;

/** The server takes no longer document. */
const mostCharacters = 64 * 1024 * 1024;

export async function importMachines(
  { file, from, query, map, ...options }: Asked,
  { flags, environment }: Surroundings,
): Promise<z.output<typeof machineImport.output>> {
  const asked = await foreignQueryOf({ from, query, map }, file);
  const document = await documentOf(asked, file);
  const isTable = asked !== null || options.csv;
  const connection = await connect(flags, environment, machineImport);
  try {
    const sent = { ...options, csv: isTable, document };
    return machineImport.output.parse(await sendCommand(connection, machineImport, sent));
  } finally {
    await connection.dispose();
  }
}

async function documentOf(asked: ForeignQuery | null, file: string | undefined): Promise<string> {
  if (asked !== null) return await readAll(asked);
  if (file === undefined)
    throw new Failure('Which machines? Name a file, or a database with --from and --query.');
  return await readLocalFile(file);
}

async function readAll(asked: ForeignQuery): Promise<string> {
  let text = '';
  for await (const line of queryCsv(asked)) {
    text += line;
    if (text.length > mostCharacters)
      throw new Failure('Its answer is longer than 64 MiB: ask for some of the machines at a time.');
  }
  if (text === '') throw new Failure('The query gives no rows: nothing is imported.');
  return text;
}
