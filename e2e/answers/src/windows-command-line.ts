import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const wine = '/usr/lib/wine/wine64';

/** Is there a `cmd.exe` to run batch files with? */
export const hasWine = existsSync(wine);

/** Programs of Windows PE that here only tell that they were called. */
const silent = ['wpeinit', 'wpeutil', 'netsh', 'dism', 'bcdboot', 'copy', 'mkdir', 'del'];

/**
 * What a batch file of Windows PE does on a machine with these disks and cards: the programs that it calls, with their
 * words. Wine's `cmd` runs it; the drives X: and S: are a folder, and pauses take no time.
 */
export function callsOf(
  batch: string,
  {
    folder,
    disks,
    cards,
    lacks = [],
  }: {
    readonly folder: string;
    readonly disks: string;
    readonly cards: string;
    /** The URLs of files that no server has, as the batch file writes them. */
    readonly lacks?: readonly string[];
  },
): readonly string[] {
  const place = join(folder, 'pe');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const write = (name: string, text: string) =>
    writeFileSync(join(place, name), text.replaceAll('\n', '\r\n'));
  write('net-told.bat', '@echo net %*>>calls.txt\n@echo setup>setup.exe\n');
  for (const name of silent) write(`${name}-told.bat`, `@echo ${name} %*>>calls.txt\n@exit /b 0\n`);
  const fails = lacks.map((url) => `@if %2==${url} exit /b 22\n`);
  write('curl-told.bat', `@echo curl %*>>calls.txt\n${fails.join('')}@exit /b 0\n`);
  write('diskpart-told.bat', `@type disks.txt\n`);
  write('divide-told.bat', '@type parts.txt>>calls.txt\n@exit /b 0\n');
  write('route-told.bat', `@type cards.txt\n`);
  write('setup-told.bat', '@echo setup %*>>calls.txt\n');
  write('disks.txt', disks);
  write('cards.txt', cards);
  write('calls.txt', '');
  writeFileSync(join(place, 'install.bat'), onWine(batch));
  // Its exit code is that of whatever came last.
  const { error } = spawnSync(wine, ['cmd', '/c', 'install.bat'], {
    cwd: place,
    timeout: 300_000,
    stdio: 'ignore',
    env: { ...process.env, WINEPREFIX: join(folder, 'wine'), WINEDEBUG: '-all', DISPLAY: '' },
  });
  if (error !== undefined) throw new Error('install.bat did not come to its end', { cause: error });
  return readFileSync(join(place, 'calls.txt'), 'utf8')
    .trim()
    .split(/\s*\r?\n/);
}

/** A batch file must `call` another, which Windows PE's own programs are not. */
function onWine(batch: string): string {
  const called = batch
    .replaceAll(
      /^( *)(?:W:.*\\)?(wpeinit|wpeutil|netsh|net|curl|dism|bcdboot|copy|mkdir|del)(?:\.exe)?(?= |\r)/gm,
      '$1call $2-told.bat',
    )
    .replaceAll('image.txt curl.exe', 'image.txt call curl-told.bat')
    .replaceAll(/X:\\(image|parts)\.txt/g, '$1.txt')
    .replaceAll('diskpart.exe /s parts.txt', 'call divide-told.bat')
    .replaceAll("'diskpart /s X:\\disks.txt'", "'diskpart-told.bat'")
    .replaceAll("'route print'", "'route-told.bat'")
    .replaceAll(/^echo list disk> .*$/gm, 'rem')
    .replaceAll(/^( *|.* )ping -n .*$/gm, '$1rem')
    .replaceAll(/^S:\\setup\.exe/gm, 'call setup-told.bat');
  return called.replaceAll('S:\\setup.exe', 'setup.exe');
}
