import { commandOptions, type CommandOption } from '../../command-options.ts';
import { maxArguments } from '../../max-arguments.ts';

/** How a command is used: its words after the options, and their description. */
export type CommandForm = {
  readonly least: number;
  readonly most: number;
  readonly usage: string;
  readonly options: readonly CommandOption[];
};

const many = maxArguments;
const image = '<uri|image> [<arguments>...]';

const forms: readonly (readonly [names: string, least: number, most: number, usage: string])[] = [
  ['autoboot dhcp ifclose ifconf iflinkwait ifopen ifstat iwlist iwstat', 0, many, '[<interface>...]'],
  ['boot chain imgexec', 0, many, `[${image}]`],
  ['kernel imgselect imgload imgargs', 1, many, image],
  ['imgfetch initrd module', 1, many, '<uri> [<arguments>...]'],
  ['imgfree imgstat', 0, many, '[<image>...]'],
  ['certfree certstat', 0, 0, ''],
  ['certstore', 0, 1, '[<uri|image>]'],
  ['md5sum sha1sum sha224sum sha256sum sha384sum sha512sum', 1, many, '<uri|image>'],
  ['imgextract', 1, 1, '<uri|image>'],
  ['imgverify', 2, 2, '<uri|image> <signature uri|image>'],
  ['imgtrust', 0, 0, ''],
  ['shim', 0, 1, '[<shim>]'],
  ['choose clear read show', 1, 1, '<setting>'],
  ['colour', 1, 1, '<colour>'],
  ['cpair', 1, 1, '<cpair>'],
  ['console', 0, 0, ''],
  ['cpuid', 1, 1, '<bit>'],
  ['config', 0, 1, '[<scope>]'],
  ['echo', 0, many, '[...]'],
  ['exit', 0, 1, '[<status>]'],
  ['form menu', 0, many, '[<title>]'],
  ['item', 0, many, '[<name> [<text>]]'],
  ['goto', 1, 1, '<label>'],
  ['ibstat login route shell help poweroff reboot present sync fcstat', 0, 0, ''],
  ['inc', 1, 2, '<setting> [<increment>]'],
  ['iseq', 2, 2, '<value1> <value2>'],
  ['isset', 1, 1, '<value>'],
  ['nslookup', 2, 2, '<setting> <name>'],
  ['ntp', 1, 1, '<server>'],
  ['param', 1, many, '<key> [<value>]'],
  ['params', 0, 0, ''],
  ['pciscan usbscan', 1, 1, '<setting>'],
  ['ping', 1, 1, '<host>'],
  ['prompt', 0, many, '[<text>]'],
  ['pxebs', 2, 2, '<interface> <server type>'],
  ['sanboot', 0, many, '[<root-path>]'],
  ['sanhook', 1, many, '<root-path>'],
  ['sanunhook', 0, 0, ''],
  ['set', 1, many, '<setting> <value>'],
  ['sleep', 1, 1, '<seconds>'],
  ['time', 1, many, '<command>'],
  ['vcreate', 1, 1, '<trunk interface>'],
  ['vdestroy', 1, 1, '<VLAN interface>'],
];

/** What commands take at all, but not all of their options in every one: read out of `--help` on real builds. */
const lacking: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...['imgfetch', 'initrd', 'module', 'kernel', 'imgselect', 'imgload', 'imgargs'].map(
    (name) => [name, ['replace']] as const,
  ),
  ['certfree', ['keep']],
  ['certstat', ['keep']],
  ['sanhook', ['keep', 'filename', 'extra', 'label', 'uuid']],
  ['sanunhook', ['no-describe', 'keep', 'filename', 'extra', 'label', 'uuid']],
  ['prompt', ['set']],
]);

/** What the iPXE of 2019 did not have yet. */
const newer: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['choose', ['retimeout']],
  ['dhcp', ['timeout']],
  ['ifconf', ['timeout']],
  ['item', ['form', 'secret']],
  ['read', ['timeout']],
  ['reboot', ['setup']],
  ['sanboot', ['extra', 'label', 'uuid']],
]);

const formsByName: ReadonlyMap<string, CommandForm> = new Map(
  forms.flatMap(([names, least, most, usage]) =>
    names.split(' ').map((name) => [name, { least, most, usage, options: optionsOf(name) }] as const),
  ),
);

function optionsOf(name: string): readonly CommandOption[] {
  return (commandOptions.get(name) ?? []).filter(({ long }) => !lacking.get(name)?.includes(long));
}

/** How a command is used in this build; undefined for one that nobody knows. */
export function commandForm(name: string, isOld: boolean): CommandForm | undefined {
  const form = formsByName.get(name);
  if (form === undefined || !isOld) return form;
  const options = form.options.filter(({ long }) => !newer.get(name)?.includes(long));
  return { ...form, options, usage: name === 'item' ? '[<label> [<text>]]' : form.usage };
}
