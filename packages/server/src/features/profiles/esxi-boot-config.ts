import { rewriteBootConfig } from '@netberth/catalogue';
import type { Product, RewrittenBootConfig } from '@netberth/catalogue';

/** The network of the machine that boots, as the installer of ESXi takes it (VMware, "ESXi boot options"). */
const network = [
  '{% if machine.network.ipv4 %} ip={{ machine.network.ipv4.address }} netmask={{ machine.network.ipv4.netmask }}',
  '{% if machine.network.ipv4.gateway %} gateway={{ machine.network.ipv4.gateway }}{% endif %}',
  '{% if machine.network.dns[0] %} nameserver={{ machine.network.dns[0] }}{% endif %}{% endif %}',
  '{% if machine.network.mac %} ksdevice={{ machine.network.mac }}{% endif %}',
  '{% if machine.network.vlan %} vlanid={{ machine.network.vlan }}{% endif %}',
].join('');

/**
 * The boot.cfg of a medium as the template of an answer file, so that each machine gets its own.
 * @param media the URL of the unpacked ISO
 * @param kickstart where the answers are, a template; null: a person answers
 */
export function esxiBootConfig(text: string, media: string, kickstart: string | null): RewrittenBootConfig {
  if (/\{\{|\{%/.test(text)) return { ok: false, problems: ['it holds {{ or {%, which no boot.cfg has'] };
  const kernelOptions = kickstart === null ? [] : [`ks=${kickstart}`];
  const rewritten = rewriteBootConfig(text, { prefix: media, kernelOptions });
  if (!rewritten.ok) return rewritten;
  return { ok: true, text: rewritten.text.replace(/^kernelopt=.*$/m, (line) => line + network) };
}

/** Does this input take the boot.cfg of a medium? */
export function takesBootConfig({ automation }: Product['inputs'][number]): boolean {
  return automation === 'esxi-boot';
}
