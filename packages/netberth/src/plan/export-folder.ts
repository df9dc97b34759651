import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { configurationExport } from '@netberth/api';
import { writeConfiguration } from '@netberth/plan';
import type { z } from 'zod';
import { connect } from '../connect/connect.ts';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { sendCommand } from '../send-command.ts';
import type { exportFolder } from './plan-definitions.ts';

type Done = z.output<typeof exportFolder.output>;

/** `export` */
export async function exportTo(folder: string, { flags, environment }: Surroundings): Promise<Done> {
  await demandEmpty(folder);
  const connection = await connect(flags, environment, configurationExport);
  try {
    const { configuration, notes } = configurationExport.output.parse(
      await sendCommand(connection, configurationExport, {}),
    );
    const files = writeConfiguration(configuration);
    for (const { path, text } of files) await writeBelow(folder, path, text);
    return { folder, files: files.map(({ path }) => path), notes, text: null };
  } finally {
    await connection.dispose();
  }
}

/** Else what is there already would be half of it. */
async function demandEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new Failure(`Cannot read ${folder}: ${error.message}`, { cause: error });
  });
  const others = names.filter((name) => name !== '.git');
  if (others.length > 0)
    throw new Failure(
      `${folder} is not empty (${others.slice(0, 3).join(', ')}): name a new folder, compare, and take over what you want.`,
    );
}

async function writeBelow(folder: string, path: string, text: string): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text, { flag: 'wx' });
}
