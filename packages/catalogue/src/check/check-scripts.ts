import {
  capabilitySets,
  fillScript,
  lintText,
  redactScript,
  renderScript,
  type Finding,
} from '@netberth/ipxe';
import { simulate } from '@netberth/ipxe/simulate';
import type { BootSpec } from '../boot-spec.ts';
import type { Catalogue } from '../catalogue.ts';
import { choiceName } from '../choice.ts';
import { allAbilities, lacksOf } from '../menu/machine-lacks.ts';
import { aboutFile, frameFiles, menuText, productFile, type BootsOf } from '../menu/render-menu.ts';
import { sharedSettings } from '../menu/menu-settings.ts';
import type { CatalogueProblem } from '../parse/catalogue-problem.ts';
import { platformName } from '../platform.ts';
import type { Product } from '../product.ts';
import { specScript } from './spec-script.ts';
import type { ListedResolution } from './list-resolutions.ts';
import { simulatedMachine } from './simulated-machine.ts';
import { bootDifference } from './walk/boot-difference.ts';

export type CheckedScripts = { readonly problems: readonly CatalogueProblem[]; readonly scripts: number };

/** Lints the script of every spec for the firmware it is meant for, and runs it. */
export function checkMachineScripts(product: Product, listed: readonly ListedResolution[]): CheckedScripts {
  const specs = listed.flatMap(({ resolution }) => (resolution.ok ? [resolution.spec] : []));
  const problems = specs.flatMap((spec) => {
    const place = [choiceName(spec.choice), platformName(spec.platform)].filter((each) => each !== '');
    return machineFaults(spec).map((fault) => ({
      file: product.file,
      line: 1,
      message: `the script of ${place.join(' on ')}: ${fault}`,
    }));
  });
  return { problems, scripts: specs.length };
}

/** What the linter finds; a script in which it finds nothing is run, and must boot what the spec says. */
function machineFaults(spec: BootSpec): readonly string[] {
  const faults = faultsOf(() => machineFindings(spec));
  if (faults.length > 0) return faults;
  const script = fillScript(renderScript(specScript(spec)), {});
  const walked = simulate(
    { script },
    { ...simulatedMachine(spec.platform), fetch: () => ({ kind: 'unseen' }) },
  );
  const difference = bootDifference(spec.boot, walked);
  return difference === null ? [] : [difference];
}

/** What a build cannot fetch or start, as far as a script shows it. */
const limits: ReadonlySet<string> = new Set(['unavailable-protocol', 'unavailable-image']);

/** For every build; what one cannot fetch or start must be marked in the menus of machines that have it. */
function machineFindings(spec: BootSpec): readonly Finding[] {
  const text = redactScript(renderScript(specScript(spec)));
  const platform = spec.platform.firmware === 'efi' ? 'efi' : 'pcbios';
  return builds.flatMap((build) => {
    const { features } = build[platform];
    const isMarked = lacksOf(spec, { ...allAbilities, features }).length > 0;
    return lintText(text, { ...build, platform }).map((finding) =>
      isMarked || !limits.has(finding.rule) ? finding : unmarked(finding),
    );
  });
}

function unmarked({ position, message }: Finding): Finding {
  const more = `${message}, and no mark in the menu says so`;
  const finding = { rule: 'unmarked', severity: 'error' as const, message: more };
  return position === undefined ? finding : { ...finding, position };
}

/** Lints the script of a product in the static menu, and looks whether every way through it leads somewhere. */
export function checkProductMenu(product: Product, bootsOf: BootsOf): CheckedScripts {
  const at = (message: string): CatalogueProblem => ({ file: product.file, line: 1, message });
  const dead = bootsOf(product).flatMap(({ label, resolution }) =>
    resolution.ok ? [] : resolution.problems.map((problem) => at(`in the static menu, ${label}: ${problem}`)),
  );
  const faults = [productFile(product, bootsOf), aboutFile(product)].flatMap((file) =>
    faultsOf(() => menuFindings(menuText(file))),
  );
  return {
    problems: [...dead, ...faults.map((fault) => at(`its script in the static menu: ${fault}`))],
    scripts: 2,
  };
}

/** Lints the menus around the products. */
export function checkFrame(catalogue: Catalogue, bootsOf: BootsOf): CheckedScripts {
  const files = frameFiles(catalogue, { timeoutMs: 60_000 }, bootsOf);
  const problems = files.flatMap((file) =>
    faultsOf(() => menuFindings(menuText(file))).map((fault) => ({
      file: 'sections.yaml',
      line: 1,
      message: `the script ${file.path} of the static menu: ${fault}`,
    })),
  );
  return { problems, scripts: files.length };
}

const builds = Object.values(capabilitySets);

/** For every firmware: any machine may fetch it. */
function menuFindings(text: string): readonly Finding[] {
  return builds.flatMap((build) =>
    (['pcbios', 'efi'] as const).flatMap((platform) =>
      lintText(text, { ...build, platform, settings: sharedSettings }),
    ),
  );
}

/** What a build lacks is no fault where the script goes on without it; each fault once. */
function faultsOf(find: () => readonly Finding[]): readonly string[] {
  try {
    const faults = find()
      .filter(({ rule, severity }) => severity === 'error' || !rule.startsWith('unavailable-'))
      .map(({ position, message }) => `line ${position?.line ?? 0}: ${message}`);
    return [...new Set(faults)];
  } catch (error) {
    // The builders of scripts refuse what has no safe form by a RangeError.
    if (error instanceof RangeError) return [error.message];
    throw error;
  }
}
