import { localVerb, type LocalVerb } from '../local-verb.ts';
import {
  vaultDecrypt,
  vaultEdit,
  vaultEncrypt,
  vaultEncryptString,
  vaultRekey,
  vaultView,
} from './vault-definitions.ts';
import { changedFilesText, editedText } from './vault-texts.ts';

export const vaultVerbs: readonly LocalVerb[] = [
  localVerb(
    vaultEncrypt,
    async (input, surroundings) => (await import('./encrypt-files.ts')).encryptFiles(input, surroundings),
    (output, view) => changedFilesText('Encrypted', output, view),
  ),
  localVerb(
    vaultDecrypt,
    async (input, surroundings) => (await import('./decrypt-files.ts')).decryptFiles(input, surroundings),
    (output, view) => changedFilesText('Decrypted', output, view),
  ),
  localVerb(
    vaultView,
    async (input, surroundings) => (await import('./decrypt-files.ts')).viewFile(input, surroundings),
    ({ content }) => content,
  ),
  localVerb(
    vaultEdit,
    async (input, surroundings) => (await import('./edit-file.ts')).editFile(input, surroundings),
    editedText,
  ),
  localVerb(
    vaultRekey,
    async (input, surroundings) => (await import('./rekey-files.ts')).rekeyFiles(input, surroundings),
    (output, view) => changedFilesText('Encrypted anew', output, view),
  ),
  localVerb(
    vaultEncryptString,
    async (input, surroundings) => (await import('./encrypt-string.ts')).encryptString(input, surroundings),
    ({ text }) => text,
  ),
];
