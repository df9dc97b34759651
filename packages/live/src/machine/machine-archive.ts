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

/** What a machine is to do beside booting, and where it tells what came of it; `settings` are for the programs of the task. */
export type MachineTask = {
  readonly name: string;
  readonly update: string;
  readonly report: string;
  readonly settings: Readonly<Record<string, string>>;
};

/**
 * What the server made for one machine, as an initrd of its own, which the kernel unpacks over the image's: `netberth/machine/`
 * with the numbered files, a list of where they belong, and the addresses for reports.
 * @returns a text whose UTF-8 is the archive
 */
export function machineArchive(
  files: readonly MachineFileText[],
  reports: MachineReports | MachineTask,
): string {
  const numbered = files.map((file, index) => ({ ...file, number: String(index + 1) }));
  const list = numbered.map(({ mode, owner, number, path }) => `${mode} ${owner} ${number} ${path}\n`);
  const environment = Object.entries(environmentOf(reports)).map(
    ([name, value]) => `NETBERTH_${name}=${shellWord(value)}\n`,
  );
  const folders = ['netberth', 'netberth/machine', 'netberth/machine/files'];
  return cpioArchive([
    ...folders.map((name) => ({ name, mode: 0o040700, content: '' })),
    { name: 'netberth/machine/list', mode: 0o100600, content: list.join('') },
    { name: 'netberth/machine/boot.env', mode: 0o100600, content: environment.join('') },
    ...numbered.map(({ number, text }) => ({
      name: `netberth/machine/files/${number}`,
      mode: 0o100600,
      content: text,
    })),
  ]);
}

function environmentOf(reports: MachineReports | MachineTask): Readonly<Record<string, string>> {
  if ('finish' in reports) return { FINISH: reports.finish, FAILED: reports.failed };
  const { name, update, report, settings } = reports;
  return { TASK: name, UPDATE: update, REPORT: report, ...settings };
}
