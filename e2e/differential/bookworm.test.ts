import { describeDifferential } from './differential.ts';

describeDifferential('debian-bookworm', '/boot/ipxe.lkrn');
