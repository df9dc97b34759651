import { machineImport } from '@netberth/api';
import { z } from 'zod';
import type { LocalDefinition } from '../command-line/local-definition.ts';
import { foreignFields } from './foreign-fields.ts';

const { document: _, ...options } = machineImport.input.shape;

/** `machine import`: the file, or what a database of somebody else answers, is read here and sent to the server. */
export const machineImportHere = {
  name: 'machine.import',
  summary: machineImport.summary,
  description: machineImport.description,
  cli: {
    positionals: ['file'],
    examples: [
      ...machineImport.cli.examples,
      {
        line: 'netberth machine import --from postgres://reader:secret@cmdb/assets --query "select fqdn, mac from hosts" --map hostname=fqdn,macs=mac --dry-run',
        does: 'out of a database of somebody else',
      },
    ],
  },
  input: z.object({
    file: z.string().min(1).optional().describe('the file to read; - is standard input'),
    ...options,
    ...foreignFields,
    reason: z.string().optional().describe('why, for the audit log'),
  }),
  output: machineImport.output,
} as const satisfies LocalDefinition;
