import type { BootTarget, Finding } from './finding.ts';

/** What would happen to the machine, in one sentence. */
export function verdictText({ outcome, kind, giver, ours, others }: Finding): string {
  const gets = giver === null ? '' : `gets ${giver.address} from ${giver.server}`;
  switch (outcome) {
    case 'silence':
      return 'nobody answers: it waits, then goes on to its disk';
    case 'noAddress':
      return `gets no address${ours === null ? '' : `, so ${fileText(ours)} is of no use to it`}`;
    case 'noBootFile':
      return `${gets} and is told nothing about booting: it goes on to its disk`;
    case 'elsewhere':
      return isLoop(kind, others)
        ? `${gets} and loads ${listText(others)}: itself again, without end`
        : `${gets} and loads ${listText(others)}: that is not Netberth`;
    case 'contested':
      return `${gets}; Netberth says ${ours === null ? '' : fileText(ours)}, but another says ${listText(others)}: which one wins depends on the firmware`;
    case 'wrongFile':
      return `${gets} and loads ${ours === null ? '' : fileText(ours)}: Netberth's, but not for this kind of machine`;
    case 'here':
      return `${gets} and loads ${ours === null ? '' : fileText(ours)}: Netberth`;
  }
}

function fileText({ file, host }: BootTarget): string {
  return /^[a-z]+:\/\//i.test(file) ? file : `${file} from ${host} by TFTP`;
}

function listText(targets: readonly BootTarget[]): string {
  return targets.map(fileText).join(' and ');
}

export function isLoop(kind: Finding['kind'], targets: readonly BootTarget[]): boolean {
  return kind === 'ipxe' && targets.some(({ file }) => /\.(kpxe|kkpxe|pxe|efi)$/.test(file));
}
