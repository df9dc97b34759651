import { localCommand, type LocalCommand } from '../local-command.ts';
import {
  vaultDecrypt,
  vaultEdit,
  vaultEncrypt,
  vaultEncryptString,
  vaultRekey,
  vaultView,
} from './vault-definitions.ts';
import { changedFilesText, editedText } from './vault-texts.ts';

export const vaultVerbs: readonly LocalCommand[] = [
  localCommand(
    vaultEncrypt,
    async (input, surroundings) => (await import('./encrypt-files.ts')).encryptFiles(input, surroundings),
    (output, view) => changedFilesText('Encrypted', output, view),
  ),
  localCommand(
    vaultDecrypt,
    async (input, surroundings) => (await import('./decrypt-files.ts')).decryptFiles(input, surroundings),
    (output, view) => changedFilesText('Decrypted', output, view),
  ),
  localCommand(
    vaultView,
    async (input, surroundings) => (await import('./decrypt-files.ts')).viewFile(input, surroundings),
    ({ content }) => content,
  ),
  localCommand(
    vaultEdit,
    async (input, surroundings) => (await import('./edit-file.ts')).editFile(input, surroundings),
    editedText,
  ),
  localCommand(
    vaultRekey,
    async (input, surroundings) => (await import('./rekey-files.ts')).rekeyFiles(input, surroundings),
    (output, view) => changedFilesText('Encrypted anew', output, view),
  ),
  localCommand(
    vaultEncryptString,
    async (input, surroundings) => (await import('./encrypt-string.ts')).encryptString(input, surroundings),
    ({ text }) => text,
  ),
];
