import type { ProfileRecord } from '../profiles/profile-record.ts';
import { exactTraits, networkTrait, placeholderTraits, templateTraits } from '../templates/machine-traits.ts';
import type { Trait } from '../templates/machine-traits.ts';
import { defaultPostInstall } from '../templates/render-answer.ts';

/** What of a machine decides whether everything that it would ask of a profile can be rendered. */
export function renderTraits(profile: ProfileRecord): readonly Trait[] {
  const paths = [
    ...Object.values(profile.answers),
    ...(profile.postInstall === null ? [] : [profile.postInstall]),
  ];
  const own = paths.map((path) => ({ path, text: profile.templates[path] ?? '' }));
  const [placeholders, liquid] = [
    own.filter(({ path }) => path.endsWith('.tmpl')),
    own.filter(({ path }) => !path.endsWith('.tmpl')),
  ];
  return [
    ...scriptTraits(profile),
    ...placeholderTraits(placeholders.map(({ text }) => text)),
    ...templateTraits(liquid.map(({ text }) => text)),
    ...(profile.postInstall === null ? templateTraits([defaultPostInstall]) : []),
  ];
}

function scriptTraits({ spec, templates }: ProfileRecord): readonly Trait[] {
  switch (spec.method) {
    case 'linux':
      return templateTraits([spec.args]);
    case 'live':
      return [
        ...exactTraits([spec.args]),
        ...templateTraits([
          ...spec.sshKeys,
          ...spec.machineFiles.map(({ template }) => templates[template] ?? ''),
        ]),
        ...[networkTrait, nameTrait, cardTrait],
      ];
    case 'kiwispray':
      return placeholderTraits([templates[spec.template] ?? '']);
    case 'choice':
      return [
        ...exactTraits([...Object.values(spec.inputs), spec.args]),
        platformTrait,
        networkTrait,
        nameTrait,
      ];
  }
}

/** What the catalogue has for a machine depends on its firmware and processor. */
const platformTrait: Trait = {
  of: ({ machine: { hardware } }) => `${hardware['platform']} ${hardware['buildarch']}`,
  looksAt: 'record',
};

/** A live image of a machine with one card finds it without being told. */
const cardTrait: Trait = { of: ({ identity }) => `${identity.macs.length} cards`, looksAt: 'identity' };

const hostName = /^[a-z0-9][a-z0-9-]*[a-z0-9](\.[a-z0-9][a-z0-9-]*[a-z0-9])*$/;

/** Installers get its name in as many words as it has parts. */
const nameTrait: Trait = {
  of: ({ machine: { hostname } }) =>
    hostname !== null && hostName.test(hostname)
      ? `${hostname.split('.').length} parts`
      : JSON.stringify(hostname),
  looksAt: 'record',
};
