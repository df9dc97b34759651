import { capabilitySets, type CapabilitySetName } from '@netberth/ipxe';
import { simulate, type Pause } from '@netberth/ipxe/simulate';
import { commonLacks, type MachineAbilities } from '../../menu/machine-lacks.ts';
import { lackTexts, markedFeatures } from '../../menu/machine-needs.ts';
import type { CatalogueProblem } from '../../parse/catalogue-problem.ts';
import { platformName, platforms, type Platform } from '../../platform.ts';
import type { Product } from '../../product.ts';
import { simulatedMachine } from '../simulated-machine.ts';
import { guideAlong } from './guide.ts';
import type { ServedMenu } from './served-menu.ts';

/** A machine as its iPXE, its memory and its firmware let it be. */
type AbleMachine = {
  readonly platform: Platform;
  readonly build: CapabilitySetName;
  readonly ramMiB: number;
  readonly isSecureBoot: boolean;
};

/**
 * Looks whether the static menu marks what a machine cannot start, and nothing else: on every platform with every build that
 * is known, with little memory and much, with Secure Boot and without.
 */
export function walkMarks(menu: ServedMenu): readonly CatalogueProblem[] {
  return machines().flatMap((machine) =>
    menu.catalogue.sections.flatMap(({ id }) =>
      shownTexts(menu, machine, id).flatMap(({ product, text }) => {
        const [has, wanted] = [marksIn(text), wantedMarks(menu, machine, product)];
        return has === wanted
          ? []
          : [
              {
                file: product.file,
                line: 1,
                message: `in the static menu on ${nameOf(machine)}: it is marked ${has}; wanted ${wanted}`,
              },
            ];
      }),
    ),
  );
}

const ramSizesMiB = [512, 3072, 65_536];

function machines(): readonly AbleMachine[] {
  const builds = Object.keys(capabilitySets) as CapabilitySetName[];
  return platforms.flatMap((platform) =>
    builds.flatMap((build, index) => {
      const ramMiB = ramSizesMiB[index % ramSizesMiB.length] ?? 512;
      const isSecureBoot = platform.firmware === 'efi' && build !== 'debian-bookworm';
      return [{ platform, build, ramMiB, isSecureBoot }];
    }),
  );
}

function nameOf({ platform, build, ramMiB, isSecureBoot }: AbleMachine): string {
  const secure = isSecureBoot ? ', Secure Boot' : '';
  return `${platformName(platform)} (${build}, ${ramMiB} MiB of RAM${secure})`;
}

/** What the page of a section says of each product that it has there. */
function shownTexts(
  { catalogue, url, answer }: ServedMenu,
  machine: AbleMachine,
  section: string,
): readonly { readonly product: Product; readonly text: string }[] {
  const { person } = guideAlong({ labels: [`section-${section}`], texts: {} });
  const pages: Pause[] = [];
  simulate(
    { url },
    {
      ...simulatedMachine(machine.platform),
      build: machine.build,
      settings: hardwareOf(machine),
      keys: (pause) => {
        pages.push(pause);
        return person(pause);
      },
      fetch: answer,
    },
  );
  const page = pages.at(-1);
  const items = page?.kind === 'menu' ? page.items : [];
  return items.flatMap(({ label, text }) => {
    const product = catalogue.products.find(({ id }) => id === label);
    return product === undefined ? [] : [{ product, text }];
  });
}

/** Two modules of memory as SMBIOS has them, and the variable of the firmware. */
function hardwareOf({ ramMiB, isSecureBoot, platform }: AbleMachine): Record<string, string> {
  const high = String(Math.min(ramMiB / 2 / 256, 0x7f));
  return {
    'smbios/0.17.13.1:uint8': high,
    'smbios/1.17.13.1:uint8': high,
    ...(platform.firmware === 'efi' && { 'efi/SecureBoot:hexraw': isSecureBoot ? '01' : '00' }),
  };
}

const allMarks = [...markedFeatures.map(lackTexts.feature), lackTexts.ram, lackTexts.signature];

function marksIn(text: string): string {
  return listed(allMarks.filter((mark) => text.includes(`[${mark}]`)));
}

function wantedMarks({ bootsOf }: ServedMenu, machine: AbleMachine, product: Product): string {
  const { platform, build, ramMiB, isSecureBoot } = machine;
  const { features } = capabilitySets[build][platform.firmware === 'efi' ? 'efi' : 'pcbios'];
  const abilities: MachineAbilities = { features, ramMiB, isSecureBoot };
  const all = bootsOf(product);
  const own = all.filter((boot) => boot.platform.firmware === platform.firmware);
  const lacks = commonLacks(own, abilities);
  // Memory counts over all firmware: the pages are one for all machines.
  const least = commonLacks(all, { ...abilities, features: null, isSecureBoot: false });
  return listed(allMarks.filter((mark) => (mark === lackTexts.ram ? least : lacks).includes(mark)));
}

function listed(marks: readonly string[]): string {
  return marks.length === 0 ? 'with nothing' : `"${marks.join('", "')}"`;
}
