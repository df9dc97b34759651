import { describeDifferential } from '../differential/differential.ts';

describeDifferential('debian-bookworm', { file: '/boot/ipxe.lkrn' });
