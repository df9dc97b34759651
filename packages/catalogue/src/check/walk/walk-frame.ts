import { simulate, type Simulation } from '@netberth/ipxe/simulate';
import type { CatalogueProblem } from '../../parse/catalogue-problem.ts';
import { isSamePlatform, platformName, platforms, type Platform } from '../../platform.ts';
import { simulatedMachine } from '../simulated-machine.ts';
import { guideAlong } from './guide.ts';
import { machinesFor } from './leaf.ts';
import type { ServedMenu } from './served-menu.ts';
import { nameFaults } from './walk-names.ts';

/**
 * Looks at what stands around the products, on every kind of machine: without a key the machine gets its own disk, and
 * each section offers the products that are there for the machine, no other; so does the list of all by their names.
 */
export function walkFrame(menu: ServedMenu): readonly CatalogueProblem[] {
  return platforms.flatMap((machine) =>
    [diskFault(menu, machine), ...sectionFaults(menu, machine), ...nameFaults(menu, machine)]
      .filter((fault) => fault !== null)
      .map((fault) => ({
        file: 'sections.yaml',
        line: 1,
        message: `in the static menu on ${platformName(machine)}: ${fault}`,
      })),
  );
}

function diskFault({ url, answer }: ServedMenu, machine: Platform): string | null {
  const { end } = simulate({ url }, { ...simulatedMachine(machine), fetch: answer });
  return startsDisk(end, machine) ? null : `without a key it ends in "${end.kind}", wanted its own disk`;
}

/** UEFI goes on with its next boot entry, which is the disk, when iPXE ends in failure. */
function startsDisk(end: Simulation['end'], { firmware }: Platform): boolean {
  return firmware === 'efi'
    ? end.kind === 'error' && end.status === 1
    : end.kind === 'disk' && end.drive === 0x80;
}

function sectionFaults(menu: ServedMenu, machine: Platform): readonly (string | null)[] {
  const { sections, products } = menu.catalogue;
  return sections.map(({ id, name }) => {
    const own = products.filter(({ section }) => section === id);
    if (own.length === 0) return null;
    const wanted = own.filter((product) =>
      machinesFor(product).some((each) => isSamePlatform(each.machine, machine)),
    );
    const entry = `section-${id}`;
    const guide = guideAlong({ labels: [entry], texts: {} });
    simulate({ url: menu.url }, { ...simulatedMachine(machine), keys: guide.person, fetch: menu.answer });
    const offered = guide.offered.get(entry)?.filter((label) => !label.startsWith('nb-'));
    if (offered === undefined) return guide.lost();
    const has = listed(offered);
    const should = listed(wanted.map((product) => product.id));
    return has === should ? null : `${name} offers ${has}; wanted ${should}`;
  });
}

function listed(ids: readonly string[]): string {
  return ids.length === 0 ? 'nothing' : ids.join(', ');
}
