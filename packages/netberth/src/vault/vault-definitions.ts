import { z } from 'zod';
import type { LocalDefinition } from '../command-line/local-definition.ts';

/** Where the passwords of vaults come from, for every verb that may meet one. */
export const passwordFields = {
  vaultIds: z
    .array(z.string())
    .default([])
    .describe(
      'vault id and where its password comes from: prod@FILE, prod@PROGRAM (an executable file, whose output it is) or prod@prompt',
    ),
  vaultPasswordFiles: z
    .array(z.string())
    .default([])
    .describe('a file with the password, or an executable file whose output it is'),
};
const encryptField = z
  .string()
  .optional()
  .describe('the vault id to encrypt with, when passwords of several are given');
const outputField = z.string().optional().describe('write there and leave the file as it is; - prints it');
const filesField = z.array(z.string().min(1)).min(1).describe('the files; - is standard input');

export const changedFileSchema = z.object({
  file: z.string(),
  /** Where it was written; null: printed. */
  to: z.string().nullable(),
  /** A whole vault, or this many `!vault` values in a YAML file. */
  values: z.int().positive().nullable(),
  vaultId: z.string().nullable(),
});
export type ChangedFile = z.infer<typeof changedFileSchema>;

const changed = z.object({
  files: z.array(changedFileSchema),
  /** What was asked for on standard output. */
  printed: z.string().nullable(),
});
export type ChangedFiles = z.infer<typeof changed>;

const likeAnsible =
  'The files are those of Ansible Vault: ansible-vault opens what Netberth writes, and the other way round. Passwords come ' +
  'from --vault-id and --vault-password-file, else from ANSIBLE_VAULT_IDENTITY_LIST and ANSIBLE_VAULT_PASSWORD_FILE, else they ' +
  'are asked for. Needs no server.';

export const vaultEncrypt = {
  name: 'vault.encrypt',
  summary: 'Encrypt files with a vault password',
  description: `Each file is replaced in one step and keeps its permissions. ${likeAnsible}`,
  cli: {
    positionals: ['files'],
    short: { output: 'o' },
    examples: [
      { line: 'netberth vault encrypt secrets.yaml --vault-password-file ~/.vault', does: 'in place' },
      { line: 'netberth vault encrypt secrets.yaml --vault-id prod@~/.vault-prod', does: 'with a vault id' },
    ],
  },
  input: z.object({
    files: filesField,
    ...passwordFields,
    encryptVaultId: encryptField,
    output: outputField,
  }),
  output: changed,
} as const satisfies LocalDefinition;

export const vaultDecrypt = {
  name: 'vault.decrypt',
  summary: 'Decrypt files: whole vaults, and single !vault values',
  description: `In a YAML file the !vault values are replaced by what is in them; every other line stays. ${likeAnsible}`,
  cli: {
    positionals: ['files'],
    short: { output: 'o' },
    examples: [{ line: 'netberth vault decrypt secrets.yaml -o - --vault-id prod@prompt', does: 'print it' }],
  },
  input: z.object({ files: filesField, ...passwordFields, output: outputField }),
  output: changed,
} as const satisfies LocalDefinition;

export const vaultView = {
  name: 'vault.view',
  summary: 'Show what is in a vault, and write nothing',
  description: `Also the !vault values of a YAML file. ${likeAnsible}`,
  cli: {
    positionals: ['file'],
    examples: [{ line: 'netberth vault view secrets.yaml --vault-password-file ~/.vault', does: 'read it' }],
  },
  input: z.object({
    file: z.string().min(1).describe('the file; - is standard input'),
    ...passwordFields,
  }),
  output: z.object({ file: z.string(), content: z.string() }),
} as const satisfies LocalDefinition;

export const vaultEdit = {
  name: 'vault.edit',
  summary: 'Edit a vault in your editor',
  description:
    'Opens what is in it in $VISUAL or $EDITOR (else vi), in a file that only you may read, which is overwritten and removed ' +
    `afterwards; a change is encrypted with the password that opened it. ${likeAnsible}`,
  cli: {
    positionals: ['file'],
    examples: [{ line: 'netberth vault edit secrets.yaml --vault-id prod@~/.vault-prod', does: 'change it' }],
  },
  input: z.object({ file: z.string().min(1).describe('the file'), ...passwordFields }),
  output: z.object({ file: z.string(), changed: z.boolean(), vaultId: z.string() }),
} as const satisfies LocalDefinition;

export const vaultRekey = {
  name: 'vault.rekey',
  summary: 'Encrypt vaults with another password',
  description:
    'Whole vaults, and every !vault value of a YAML file, which ansible-vault leaves alone. All files are opened before the ' +
    `first is written. ${likeAnsible}`,
  cli: {
    positionals: ['files'],
    examples: [
      {
        line: 'netberth vault rekey *.yaml --vault-password-file old --new-vault-password-file new',
        does: 'another password for all of them',
      },
      {
        line: 'netberth vault rekey a.yaml --vault-id old@prompt --new-vault-id prod@new',
        does: 'another id',
      },
    ],
  },
  input: z.object({
    files: z.array(z.string().min(1)).min(1).describe('the files'),
    ...passwordFields,
    newVaultId: z.string().optional().describe('as --vault-id, for the new password'),
    newVaultPasswordFile: z.string().optional().describe('as --vault-password-file, for the new password'),
  }),
  output: changed,
} as const satisfies LocalDefinition;

export const vaultEncryptString = {
  name: 'vault.encrypt-string',
  summary: 'Make a !vault value of what standard input says',
  description: `Prints the lines to put into a YAML file. White space at the end of the input belongs to the value: use printf, not echo. ${likeAnsible}`,
  cli: {
    positionals: ['name'],
    examples: [
      {
        line: 'printf %s "$PASSWORD" | netberth vault encrypt-string root_password --vault-id prod@FILE',
        does: 'root_password: !vault | …',
      },
    ],
  },
  input: z.object({
    name: z
      .string()
      .regex(/^[A-Za-z_][\w.-]*$/, 'is not a key of letters, digits, _ . -')
      .optional()
      .describe('the key before it; without, only the value is printed'),
    ...passwordFields,
    encryptVaultId: encryptField,
  }),
  output: z.object({ text: z.string(), vaultId: z.string() }),
} as const satisfies LocalDefinition;

export const vaultDefinitions = [
  vaultEncrypt,
  vaultDecrypt,
  vaultView,
  vaultEdit,
  vaultRekey,
  vaultEncryptString,
] as const;
