/** What a machine's boot.cfg says in place of what the one on the medium says. */
export type BootConfigChange = {
  /** Where the files lie: the URL of the unpacked ISO. */
  readonly prefix: string;
  /** Behind the options that the medium has for its kernel. */
  readonly kernelOptions: readonly string[];
};

export type RewrittenBootConfig =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problems: readonly string[] };

/** For a CD, or said anew for this machine: the installer would look for a drive, or take the medium's network. */
const droppedOptions =
  /^(cdromBoot|ks|ksdevice|ip|netmask|gateway|nameserver|vlanid|netdevice|bootproto)(=|$)/i;

/**
 * The boot.cfg of an ESXi medium (5.5 to 8) as mboot wants it for a boot over HTTP: `prefix=` says where the files are, the
 * names of kernel and modules lose the `/` that stands for the root of the CD, and `kernelopt=` gets the options of the
 * machine (VMware, "About the boot.cfg File" and "Network Boot the ESXi Installer"). Other lines stay as they are.
 *
 * Example: `rewriteBootConfig(text, { prefix: 'http://s.example/esxi', kernelOptions: ['ks=http://s.example/ks.cfg'] })`.
 */
export function rewriteBootConfig(text: string, change: BootConfigChange): RewrittenBootConfig {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  const problems = ['kernel', 'modules']
    .filter((name) => !lines.some((line) => line.startsWith(`${name}=`)))
    .map((name) => `it has no line "${name}=": wanted is the boot.cfg of an ESXi medium`);
  if (problems.length > 0) return { ok: false, problems };
  const kept = lines.filter((line) => !/^(prefix|kernelopt)=/.test(line)).map(withoutSlashes);
  const at = kept.findIndex((line) => line.startsWith('kernel='));
  const options = [...optionsOf(lines), ...change.kernelOptions].join(' ');
  const rewritten = kept
    .toSpliced(at + 1, 0, `kernelopt=${options}`)
    .toSpliced(at, 0, `prefix=${change.prefix}`);
  return { ok: true, text: `${rewritten.join('\n')}\n` };
}

function optionsOf(lines: readonly string[]): readonly string[] {
  const line = lines.find((each) => each.startsWith('kernelopt='))?.slice('kernelopt='.length) ?? '';
  return line.split(/\s+/).filter((option) => option !== '' && !droppedOptions.test(option));
}

/** `modules=/b.b00 --- /jumpstrt.gz` becomes `modules=b.b00 --- jumpstrt.gz`. */
function withoutSlashes(line: string): string {
  const [, name, files] = /^(kernel|modules)=(.*)$/.exec(line) ?? [];
  if (name === undefined || files === undefined) return line;
  const names = files.split(/\s+---\s+/).map((file) => file.trim().replace(/^\/+/, ''));
  return `${name}=${names.filter((file) => file !== '').join(' --- ')}`;
}
