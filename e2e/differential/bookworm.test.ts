import { describeDifferential } from './differential.ts';

describeDifferential('debian-bookworm', { file: '/boot/ipxe.lkrn' });
