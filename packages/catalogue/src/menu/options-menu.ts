import { comment, ipxe, label, script, type Script } from '@netberth/ipxe';

/** What is added to every kernel command line, and the architecture that products are taken for. */
export function optionsMenu(): Script {
  return script(
    comment('Options of this machine, until it restarts'),
    label('menu'),
    ipxe`menu Options, until the machine restarts`,
    ipxe`item extra More kernel arguments: \${nb-extra}`,
    ipxe`item console Serial console: \${nb-console}`,
    ipxe`iseq \${nb-wide} x86_64 && item arch Architecture: \${nb-arch} ||`,
    ipxe`item --gap`,
    ipxe`item back Back`,
    ipxe`choose nb-option || goto back`,
    ipxe`goto \${nb-option} || goto back`,
    label('extra'),
    ipxe`echo Arguments for the kernel, after all others:`,
    ipxe`read nb-extra ||`,
    ipxe`goto menu`,
    label('console'),
    ipxe`isset \${nb-console} && goto no-console ||`,
    ipxe`set nb-console console=tty0 console=ttyS0,115200n8`,
    ipxe`goto menu`,
    label('no-console'),
    ipxe`clear nb-console ||`,
    ipxe`goto menu`,
    label('arch'),
    ipxe`iseq \${nb-arch} i386 && goto wide ||`,
    ipxe`set nb-arch i386`,
    ipxe`goto menu`,
    label('wide'),
    ipxe`set nb-arch x86_64`,
    ipxe`goto menu`,
    label('back'),
    ipxe`exit 0`,
  );
}
