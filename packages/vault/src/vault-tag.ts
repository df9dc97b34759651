import { Scalar, type ScalarTag } from 'yaml';
import { stringifyString } from 'yaml/util';

/** A `!vault` value of a YAML document, still closed. */
export class VaultValue {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Nobody means to print a vault. */
  toJSON(): string {
    return '(secret)';
  }
}

/**
 * For `customTags` of the library `yaml`: reads `!vault |` as a {@link VaultValue} and writes one as Ansible does.
 *
 *     parseDocument(text, { customTags: [vaultTag] }).toJS()   // { password: VaultValue }
 */
export const vaultTag: ScalarTag = {
  tag: '!vault',
  identify: (value) => value instanceof VaultValue,
  resolve: (text) => new VaultValue(text),
  stringify: (item, ...rest) => {
    const value = item.value instanceof VaultValue ? item.value.text : '';
    return stringifyString({ value, type: Scalar.BLOCK_LITERAL }, ...rest);
  },
};
