import type { InputOf, profileCreate } from '@netberth/api';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { Reading } from '../../database/work.ts';
import type { ProfileRecord } from './profile-record.ts';
import { listProfiles } from './profile-store.ts';
import { requireProfile } from './require-profile.ts';
import type { Wanted } from './saved-choice.ts';

type Given = InputOf<typeof profileCreate>;

/** The key of an ESXi disc's boot.cfg as it came, among the templates of its profile. */
export const discBootConfig = 'disc/boot.cfg';

/** What is to be saved: a choice of the catalogue, or one whose files are those of an imported disc. @throws CommandRefused */
export function* wantedChoice(given: Given): Reading<Wanted> {
  const { name, product, disc } = given;
  if (disc === undefined) {
    if (product !== undefined) return { ...given, product };
    throw new CommandRefused('choiceIncomplete', { profile: name });
  }
  const imported = yield* requireProfile(disc);
  const { spec } = imported;
  if (product !== undefined || spec.method !== 'choice' || imported.files.length === 0)
    throw new CommandRefused('discNotUsable', { disc, why: 'it is no imported ISO' });
  if (imported.isPrivate)
    throw new CommandRefused('discNotUsable', { disc, why: 'its files are served to its own boots only' });
  return {
    ...given,
    product: spec.product,
    choice: { ...spec.choice, ...given.choice },
    input: { ...inputsElsewhere(imported, spec.inputs), ...given.input },
    arch: given.arch ?? spec.arch ?? undefined,
    ...(spec.memoryMib !== undefined && { memoryMib: spec.memoryMib }),
    args: [spec.args, given.args].filter((args) => args !== '').join(' '),
  };
}

/** The files of a disc by the name of its profile: `urls.files` are those of the profile that boots. */
function inputsElsewhere(
  disc: ProfileRecord,
  inputs: Readonly<Record<string, string>>,
): Record<string, string> {
  const { bootcfg: _, ...others } = inputs;
  const moved = Object.entries(others).map(([name, text]) => [
    name,
    text.replaceAll('{{ urls.files }}', `{{ urls.server }}${folderOf(disc.name)}`),
  ]);
  const bootConfig = disc.templates[discBootConfig];
  return {
    ...(Object.fromEntries(moved) as Record<string, string>),
    ...(bootConfig !== undefined && { bootcfg: bootConfig }),
  };
}

function folderOf(disc: string): string {
  return `/images/${encodeURIComponent(disc)}`;
}

/** Profiles that boot from the files of this one. */
export function* profilesOnDisc(disc: string): Reading<readonly string[]> {
  const names: string[] = [];
  const mark = `{{ urls.server }}${folderOf(disc)}/`;
  for (let after = 0; ;) {
    const profiles = yield* listProfiles(after, 100);
    for (const { name, spec } of profiles) {
      if (spec.method === 'choice' && Object.values(spec.inputs).some((text) => text.includes(mark)))
        names.push(name);
    }
    const last = profiles.at(-1);
    if (last === undefined || profiles.length < 100) return names;
    after = last.id;
  }
}
