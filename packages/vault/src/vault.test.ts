import { parse, parseDocument, stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { decryptVault } from './decrypt-vault.ts';
import { describeVaultFailure } from './describe-vault-failure.ts';
import { encryptVault } from './encrypt-vault.ts';
import { vaultPassword } from './vault-password.ts';
import { VaultValue, vaultTag } from './vault-tag.ts';
import { findVaultValues, replaceVaultValues } from './vault-values.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const sesame = vaultPassword('sesame\n');
const prod = vaultPassword('hunter2', 'prod');

// Both written by ansible-vault 2.14: `printf 'hello: wörld\n' | ansible-vault encrypt`, and with --vault-id prod@FILE.
const byAnsible = `$ANSIBLE_VAULT;1.1;AES256
35376534666462356138613431383861646663383239386233643564636331353763393438363034
6265353035616163633236663833613833656338653030330a383932373463653065376136386334
32356639616434653536386264633563376335326437633463366134306330333732313737386438
3035613831623233380a373135356434306431366363313764663564303663313761313436323331
3963
`;
const byAnsibleWithId = `$ANSIBLE_VAULT;1.2;AES256;prod
38373965666338373934343362326234653535333966306439393665663165646333376530613065
3138323636356461623262656133326164373936643238320a656235393564353138646439326363
63386130646136646635326435393465323734626639653439326430616435333437666231646131
3261643264333830300a663132616331323036626239613266303930333465366232383334613033
3234
`;
const yamlByAnsible = `# the servers of Oslo
hostname: web1
root_password: !vault |  # since May
          $ANSIBLE_VAULT;1.2;AES256;prod
          37393733316237316439313239643661373239326133653839386331636566653334653731623639
          3634616138663331373466653664663965383733343566320a313834333839363731333564653537
          34626131333036623036316132383939366137326130393463343863353731336662353031643264
          3534626536626365350a333066353663316461303732663264363232353366653132343466623065
          3038
users: [admin]
`;

async function opened(text: string, ...passwords: (typeof prod)[]): Promise<string> {
  const outcome = await decryptVault(text, passwords);
  return outcome.kind === 'open' ? new TextDecoder().decode(outcome.content) : describeVaultFailure(outcome);
}

describe('decryptVault', () => {
  it('opens what ansible-vault wrote, with and without a vault id', async () => {
    expect(await opened(byAnsible, sesame)).toBe('hello: wörld\n');
    expect(await opened(byAnsibleWithId, prod)).toBe('hello: wörld\n');
  });

  it('opens a file whose lines end as Windows ends them, and one without its last line end', async () => {
    expect(await opened(byAnsible.replaceAll('\n', '\r\n'), sesame)).toBe('hello: wörld\n');
    expect(await opened(byAnsible.trimEnd(), sesame)).toBe('hello: wörld\n');
  });

  it('tries the password of the vault id first, and then every other, as Ansible does', async () => {
    const outcome = await decryptVault(byAnsibleWithId, [sesame, vaultPassword('hunter2', 'old'), prod]);
    expect(outcome.kind === 'open' && outcome.password.id).toBe('prod');
    expect(await opened(byAnsibleWithId, sesame, vaultPassword('hunter2', 'old'))).toBe('hello: wörld\n');
  });

  it('says which vault id it needs when none of the passwords has it', async () => {
    expect(await opened(byAnsibleWithId, sesame)).toBe(
      'no password for its vault id "prod" was given, and none of the others opens it (tried "default"): give it with --vault-id prod@FILE',
    );
    expect(await opened(byAnsibleWithId)).toBe(
      'it is encrypted with the vault id "prod", and no vault password was given: give it with --vault-id prod@FILE or --vault-password-file FILE',
    );
  });

  it('says that a password is wrong without showing it', async () => {
    expect(await opened(byAnsibleWithId, vaultPassword('hunter3', 'prod'))).toBe(
      'no vault password opens it (vault id "prod"; tried "prod"): the password is another, or the vault was changed since it was written',
    );
  });

  it('names the line of a damaged vault', async () => {
    expect(await opened(byAnsible.replace('3963\n', 'here be dragons\n'), sesame)).toBe(
      'this vault is damaged at its line 6: it is not a line of pairs of hexadecimal digits. Take it from a backup or from git',
    );
    expect(await opened(byAnsible.replace('3963\n', ''), sesame)).toBe(
      'this vault is damaged at its line 5: it ends too early, or lines are missing. Take it from a backup or from git',
    );
    expect(await opened('$ANSIBLE_VAULT;1.1;AES256\n', sesame)).toBe(
      'this vault is damaged at its line 1: it ends too early, or lines are missing. Take it from a backup or from git',
    );
    expect(await opened(byAnsible.replace('1.1', '1.0'), sesame)).toBe(
      'this vault is damaged at its line 1: its format is "1.0": formats 1.1 and 1.2 can be read. Take it from a backup or from git',
    );
    expect(await opened(byAnsible.replace('AES256', 'AES'), sesame)).toBe(
      'this vault is damaged at its line 1: its cipher is "AES": only AES256 can be read. Take it from a backup or from git',
    );
    expect(await opened('password: x\n', sesame)).toBe(
      'this vault is damaged at its line 1: it does not begin with "$ANSIBLE_VAULT". Take it from a backup or from git',
    );
  });

  it('opens no vault of which one digit was changed', async () => {
    for (const [from, to] of [
      ['3537', '3637'],
      ['386134', '386135'],
      ['3963\n', '3962\n'],
    ] as const)
      expect(await opened(byAnsible.replace(from, to), sesame)).toBe(
        'no vault password opens it (vault id "default"; tried "default"): the password is another, or the vault was changed since it was written',
      );
  });
});

describe('encryptVault', () => {
  it('writes the bytes that ansible-vault wrote, given its salt', async () => {
    const salt = Uint8Array.from(Buffer.from(saltOf(byAnsibleWithId), 'hex'));
    expect(await encryptVault({ content: utf8('hello: wörld\n'), password: prod, salt })).toBe(
      byAnsibleWithId,
    );
    const other = Uint8Array.from(Buffer.from(saltOf(byAnsible), 'hex'));
    expect(await encryptVault({ content: utf8('hello: wörld\n'), password: sesame, salt: other })).toBe(
      byAnsible,
    );
  });

  it('closes what is empty, a block exactly, and what is no text', async () => {
    const salt = new Uint8Array(32);
    for (const length of [0, 15, 16, 17, 4096]) {
      const content = Uint8Array.from({ length }, (_, index) => (index * 7) % 256);
      const text = await encryptVault({ content, password: prod, salt });
      const outcome = await decryptVault(text, [prod]);
      expect(outcome.kind === 'open' && Buffer.from(outcome.content).equals(content)).toBe(true);
    }
  });
});

describe('vault values in YAML', () => {
  it('are read as closed values, and written as they were', () => {
    const document = parseDocument(yamlByAnsible, { customTags: [vaultTag] });
    const value: unknown = document.get('root_password');
    expect(value).toBeInstanceOf(VaultValue);
    expect(JSON.stringify(document)).toBe('{"hostname":"web1","root_password":"(secret)","users":["admin"]}');
    const written = stringify({ password: new VaultValue(byAnsibleWithId) }, { customTags: [vaultTag] });
    expect(written.split('\n').slice(0, 2)).toEqual([
      'password: !vault |',
      '  $ANSIBLE_VAULT;1.2;AES256;prod',
    ]);
    expect(parse(written, { customTags: [vaultTag] })).toEqual({ password: new VaultValue(byAnsibleWithId) });
  });

  it('are found with their line and opened', async () => {
    const [value] = findVaultValues(yamlByAnsible);
    expect(value?.line).toBe(3);
    expect(await opened(value?.text ?? '', prod)).toBe('geheim');
  });

  it('are exchanged where they stand, and all else stays: comments, order, indentation', () => {
    const values = findVaultValues(yamlByAnsible);
    const renewed = replaceVaultValues(
      yamlByAnsible,
      values.map((at) => ({ at, vault: '$ANSIBLE_VAULT;1.1;AES256\n6162\n' })),
    );
    expect(renewed).toBe(`# the servers of Oslo
hostname: web1
root_password: !vault |  # since May
          $ANSIBLE_VAULT;1.1;AES256
          6162
users: [admin]
`);
  });

  it('are exchanged by what is in them, a text of several lines as a block', () => {
    const plain = (text: string) =>
      replaceVaultValues(
        yamlByAnsible,
        findVaultValues(yamlByAnsible).map((at) => ({ at, plain: text })),
      );
    expect(plain('ge"heim: #1')).toBe(`# the servers of Oslo
hostname: web1
root_password: "ge\\"heim: #1"
users: [admin]
`);
    expect(plain('-----BEGIN KEY-----\nabc\n')).toBe(`# the servers of Oslo
hostname: web1
root_password: |
          -----BEGIN KEY-----
          abc
users: [admin]
`);
    for (const text of ['a', 'a\nb', 'a\nb\n', ' a\nb', 'a\n\n b', '\n', 'a\n\n', 'a\tb\nc', 'true', ''])
      expect(parse(plain(text))).toEqual({ hostname: 'web1', root_password: text, users: ['admin'] });
  });

  it('are none in a file that is not YAML', () => {
    expect(findVaultValues('}{ !vault [')).toEqual([]);
  });
});

/** The first 32 bytes of the body, in hexadecimal. */
function saltOf(vault: string): string {
  const body = vault.split('\n').slice(1).join('');
  return Buffer.from(body, 'hex').toString('latin1').split('\n')[0] ?? '';
}
