import { isSecretSetting } from '@netberth/catalogue';

type Path = readonly string[];

/** What came out of a vault and would stand where people and programs can read it. */
export function secretFaults(secrets: readonly Path[]): { readonly at: Path; readonly message: string }[] {
  return secrets.flatMap((at) => {
    const [kind, , group, name = ''] = at;
    if (kind === 'profiles' && group === 'set' && isSecretSetting(name)) return [];
    const where = kind === 'profiles' && group === 'set' ? `the setting "${name}"` : `"${at.at(-1) ?? ''}"`;
    return [
      {
        at,
        message: `${where} is from a vault, and the server would show it to everybody who may read ${kind ?? ''}; secrets are kept only in "set" of a profile, under a name such as password, wifi-password or api-token`,
      },
    ];
  });
}
