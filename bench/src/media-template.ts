import type { MediumFirmware } from '../../packages/api/src/index.ts';
import type { Plan } from '../../packages/disk-image/src/index.ts';
import { planTemplate } from '../../packages/media/src/index.ts';
import type { Loaders } from '../../packages/media/node/index.ts';

export function templateOf({ files: loaders }: Loaders, firmwares: readonly MediumFirmware[]): Plan {
  const planned = planTemplate({ firmwares, format: 'iso', label: 'NETBERTH', loaders });
  if (planned.kind === 'refused') throw new Error('the template was refused');
  return planned.plan;
}
