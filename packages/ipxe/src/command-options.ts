/** An option of a command: its long name, its letter, and whether it takes a value. */
export type CommandOption = { readonly long: string; readonly short: string; readonly takesValue: boolean };

function optionsFrom(text: string): readonly CommandOption[] {
  return text
    .split(' ')
    .filter((each) => each !== '')
    .map((each) => {
      const [long = '', short = ''] = each.replace('=', '').split('/');
      return { long, short, takesValue: each.endsWith('=') };
    });
}

const image = optionsFrom('name/n= timeout/t= autofree/a replace/r');
const imageMulti = optionsFrom('');
const interfaces = optionsFrom('');
const configure = optionsFrom('configurator/c= timeout/t=');
const certificate = optionsFrom('subject/s= keep/k');
const digest = optionsFrom('set/s=');
const menu = optionsFrom('name/n= delete/d');
const none = optionsFrom('');
const san = optionsFrom('drive/d= no-describe/n keep/k filename/f= extra/e= label/l= uuid/u=');

/**
 * Every command iPXE can be built with, and its options (all of them also take `--help`).
 *
 * Evidence: the option_descriptor tables of src/hci/commands/*.c and src/usr, and the same tables read out of
 * Debian's ipxe.efi of bookworm, trixie and sid (2.0.0), 2026. Options that only newer builds have are listed too.
 */
export const commandOptions: ReadonlyMap<string, readonly CommandOption[]> = new Map([
  ['autoboot', interfaces],
  ['boot', image],
  ['certfree', certificate],
  ['certstat', certificate],
  ['certstore', certificate],
  ['chain', image],
  ['choose', optionsFrom('menu/m= default/d= timeout/t= retimeout/r= keep/k')],
  ['clear', none],
  ['colour', optionsFrom('basic/b= rgb/r=')],
  ['config', none],
  ['console', optionsFrom('x/x= y/y= left/l= right/r= top/t= bottom/b= depth/d= picture/p= keep/k')],
  ['cpair', optionsFrom('foreground/f= background/b=')],
  ['cpuid', optionsFrom('ext/e amd/a ecx/c')],
  ['dhcp', configure],
  ['echo', optionsFrom('n/n')],
  ['exit', none],
  ['fcels', none],
  ['fcstat', none],
  ['fdt', none],
  ['form', menu],
  ['goto', none],
  ['help', none],
  ['ibstat', none],
  ['ifclose', interfaces],
  ['ifconf', configure],
  ['iflinkwait', optionsFrom('timeout/t=')],
  ['ifopen', interfaces],
  ['ifstat', interfaces],
  ['imgargs', image],
  ['imgdecrypt', optionsFrom('name/n= keep/k timeout/t=')],
  ['imgexec', image],
  ['imgextract', optionsFrom('name/n= keep/k timeout/t=')],
  ['imgfetch', image],
  ['imgfree', imageMulti],
  ['imgload', image],
  ['imgmem', optionsFrom('name/n=')],
  ['imgselect', image],
  ['imgset', none],
  ['imgstat', imageMulti],
  ['imgtrust', optionsFrom('allow/a permanent/p')],
  ['imgverify', optionsFrom('signer/s= keep/k timeout/t=')],
  ['inc', none],
  ['initrd', image],
  ['ipstat', none],
  ['iseq', none],
  ['isset', none],
  ['item', optionsFrom('menu/m= form/f= key/k= default/d secret/s gap/g')],
  ['iwlist', interfaces],
  ['iwstat', interfaces],
  ['kernel', image],
  ['login', none],
  ['lotest', optionsFrom('mtu/m= broadcast/b')],
  ['md5sum', digest],
  ['menu', menu],
  ['module', image],
  ['nslookup', none],
  ['nstat', none],
  ['ntp', none],
  ['param', optionsFrom('params/p= header/H')],
  ['params', optionsFrom('name/n= delete/d')],
  ['pciscan', none],
  ['ping', optionsFrom('size/s= timeout/t= count/c= quiet/q')],
  ['poweroff', none],
  ['present', optionsFrom('form/f= keep/k')],
  ['profstat', none],
  ['prompt', optionsFrom('key/k= timeout/t= set/s=')],
  ['pxebs', none],
  ['read', optionsFrom('timeout/t=')],
  ['reboot', optionsFrom('warm/w setup/s')],
  ['route', none],
  ['sanboot', san],
  ['sanhook', san],
  ['sanunhook', san],
  ['set', none],
  ['sha1sum', digest],
  ['sha224sum', digest],
  ['sha256sum', digest],
  ['sha384sum', digest],
  ['sha512sum', digest],
  ['sha512_224sum', digest],
  ['sha512_256sum', digest],
  ['shell', none],
  ['shim', optionsFrom('timeout/t= require-loader/l allow-pxe/p allow-sbat/s')],
  ['show', none],
  ['sleep', none],
  ['startpxe', none],
  ['stoppxe', none],
  ['sync', optionsFrom('timeout/t=')],
  ['time', none],
  ['usbscan', none],
  ['vcreate', optionsFrom('tag/t= priority/p=')],
  ['vdestroy', none],
]);
