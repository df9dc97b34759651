import { ipxe } from '@netberth/ipxe';
import type { Statement } from '@netberth/ipxe';

/** Back to the menu that this script was chosen in; where there was none, to the menu. */
export const backToMenu: readonly Statement[] = [
  ipxe`isset \${nb-timeout} && exit 0 ||`,
  ipxe`chain --autofree --replace /menu.ipxe || exit 1`,
];
