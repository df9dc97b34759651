import { fromHex } from './hex.ts';
import { defaultVaultId } from './vault-password.ts';

/** A vault as it stands in a file, still closed. */
export type SealedVault = {
  readonly vaultId: string;
  readonly salt: Uint8Array<ArrayBuffer>;
  /** HMAC-SHA-256 of the ciphertext. */
  readonly seal: Uint8Array<ArrayBuffer>;
  readonly ciphertext: Uint8Array<ArrayBuffer>;
};

export type ParsedVault =
  | { readonly kind: 'sealed'; readonly vault: SealedVault }
  /** `line` counts from 1, within the vault. */
  | { readonly kind: 'damaged'; readonly line: number; readonly problem: string };

const mark = '$ANSIBLE_VAULT';
const macBytes = 32;
const blockBytes = 16;

/** Whether the text says that it is a vault; it may still be a damaged one. */
export function isVault(text: string): boolean {
  return text.startsWith(mark);
}

/**
 * Reads the envelope of Ansible Vault, formats 1.1 and 1.2:
 * https://docs.ansible.com/ansible/latest/vault_guide/vault_encrypting_content.html ("Format of files encrypted with
 * Ansible Vault"). The body is hexadecimal, of three lines of hexadecimal: salt, HMAC, ciphertext.
 */
export function parseVault(text: string): ParsedVault {
  const [header = '', ...lines] = text.trimEnd().split(/\r?\n/);
  const [first, version = '', cipher = '', vaultId = ''] = header.split(';').map((word) => word.trim());
  if (first !== mark) return damaged(1, `it does not begin with "${mark}"`);
  if (version !== '1.1' && version !== '1.2')
    return damaged(1, `its format is "${version}": formats 1.1 and 1.2 can be read`);
  if (cipher !== 'AES256') return damaged(1, `its cipher is "${cipher}": only AES256 can be read`);
  const badLine = lines.findIndex((line) => !/^(?:[0-9a-f]{2})+$/i.test(line.trim()));
  if (badLine >= 0) return damaged(badLine + 2, 'it is not a line of pairs of hexadecimal digits');
  return parseBody(lines, vaultId === '' ? defaultVaultId : vaultId);
}

function parseBody(lines: readonly string[], vaultId: string): ParsedVault {
  const end = lines.length + 1;
  const body = fromHex(lines.map((line) => line.trim()).join(''));
  const parts = new TextDecoder('latin1').decode(body).split('\n');
  const [salt, seal, ciphertext] = parts.map(fromHex);
  if (parts.length < 3 || salt === undefined || seal === undefined || ciphertext === undefined)
    return damaged(end, 'it ends too early, or lines are missing');
  const isWhole =
    salt.length > 0 &&
    seal.length === macBytes &&
    ciphertext.length > 0 &&
    ciphertext.length % blockBytes === 0;
  if (!isWhole) return damaged(end, 'it ends too early, or lines are missing');
  return { kind: 'sealed', vault: { vaultId, salt, seal, ciphertext } };
}

const damaged = (line: number, problem: string) => ({ kind: 'damaged', line, problem }) as const;
