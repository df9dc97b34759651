/** The profile whose kernel a script boots; null: none. */
export function profileIn(script: string): string | null {
  return /^kernel (?:b\/\d+\/|http:\/\/[^/]+\/)images\/([^/]+)\//m.exec(script)?.[1] ?? null;
}

/** What stands first on the machine's screen: `NB1002: machine 3: nothing is granted, …`. */
export function headline(script: string): string {
  return /^echo Netberth (.*)$/m.exec(script)?.[1] ?? '';
}

/** How every script ends that was asked for by a machine that did not say its platform. */
export const diskOfUnknown = [
  'iseq ${platform} efi || goto local_bios',
  'exit 1',
  ':local_bios',
  'isset ${netberth_drive} || set netberth_drive 0x80',
  'sanboot --no-describe --drive ${netberth_drive} || exit 1',
  '',
].join('\n');

/** The disk script with what it says. */
export function diskSaying(...lines: readonly string[]): string {
  const said = lines.map((line) => `echo Netberth ${line}\n`).join('');
  return `#!ipxe\n${said}${diskOfUnknown}`;
}
