import { makeFragment, type Fragment } from './fragment.ts';
import { quoteValue } from './quote-value.ts';
import type { SettingType } from './setting-type.ts';

const settingName = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_.-]+)*$/;

/**
 * A reference to an iPXE setting, expanded on the machine.
 *
 * `name` is `mac`, `net0/mac`, `net0.dhcp/filename`, `175`, `smbios/1.4.0`; anything else throws a RangeError.
 * The machine's own value is one word (iPXE splits first), but it may begin with `-`, and `${…}` in it is expanded.
 * Example: ipxe`set m ${setting('net0/mac', 'hexhyp')}` is `set m ${net0/mac:hexhyp}`.
 */
export function setting(name: string, encoding?: SettingType): Fragment {
  if (!settingName.test(name)) {
    throw new RangeError(`cannot refer to setting ${quoteValue(name)}: wanted a name such as "net0/mac"`);
  }
  return makeFragment({
    kind: 'setting',
    text: `\${${name}${encoding === undefined ? '' : `:${encoding}`}}`,
  });
}
