import { shellWord } from '../shell-word.ts';
import { cpioArchive } from './cpio-archive.ts';

/** A file that one machine gets, with its content. */
export type MachineFileText = {
  readonly path: string;
  readonly mode: string;
  readonly owner: string;
  readonly text: string;
};

/** Where the machine reports. */
export type MachineReports = { readonly finish: string; readonly failed: string };

/**
 * What the server made for one machine, as an initrd of its own, which the kernel unpacks over the image's: `netberth/machine/`
 * with the numbered files, a list of where they belong, and the addresses for reports.
 * @returns a text whose UTF-8 is the archive
 */
export function machineArchive(files: readonly MachineFileText[], reports: MachineReports): string {
  const numbered = files.map((file, index) => ({ ...file, number: String(index + 1) }));
  const list = numbered.map(({ mode, owner, number, path }) => `${mode} ${owner} ${number} ${path}\n`);
  const environment = `NETBERTH_FINISH=${shellWord(reports.finish)}\nNETBERTH_FAILED=${shellWord(reports.failed)}\n`;
  const folders = ['netberth', 'netberth/machine', 'netberth/machine/files'];
  return cpioArchive([
    ...folders.map((name) => ({ name, mode: 0o040700, content: '' })),
    { name: 'netberth/machine/list', mode: 0o100600, content: list.join('') },
    { name: 'netberth/machine/boot.env', mode: 0o100600, content: environment },
    ...numbered.map(({ number, text }) => ({
      name: `netberth/machine/files/${number}`,
      mode: 0o100600,
      content: text,
    })),
  ]);
}
