import type { z } from 'zod';
import { exportInventory } from '../export/export-inventory.ts';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { exportTo } from './export-folder.ts';
import type { exportFolder } from './plan-definitions.ts';

type Asked = z.output<typeof exportFolder.input>;
type Done = z.output<typeof exportFolder.output>;

/** `export`: to a folder, or printed for another tool. */
export async function exportState({ folder, ...wanted }: Asked, surroundings: Surroundings): Promise<Done> {
  if (!wanted.ansibleInventory && !wanted.saltRoster) {
    if (folder === undefined)
      throw new Failure('Name a folder to export to, or say --ansible-inventory or --salt-roster');
    return exportTo(folder, surroundings);
  }
  if (folder !== undefined)
    throw new Failure(`An inventory is printed, not put into ${folder}: write > FILE behind it`);
  const { text, notes } = await exportInventory(wanted, surroundings);
  for (const note of notes) surroundings.terminal.err.write(`Note: ${note}.\n`);
  return { folder: null, files: [], notes: [...notes], text };
}
