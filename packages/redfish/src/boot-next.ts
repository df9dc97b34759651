import { RedfishError } from './redfish-error.ts';
import type { System } from './resources.ts';
import type { RedfishService } from './service.ts';

export type BootDevice = 'pxe' | 'cd' | 'disk';

/** Has a system boot this the next time, once. @returns the target: `Pxe` @throws RedfishError */
export async function bootNext(service: RedfishService, system: System, device: BootDevice): Promise<string> {
  const { cdTargets, sendsMode } = service.quirks;
  const wanted = device === 'cd' ? cdTargets : [device === 'pxe' ? 'Pxe' : 'Hdd'];
  const boot = system.Boot ?? {};
  const known = boot['BootSourceOverrideTarget@Redfish.AllowableValues'] ?? boot.BootSourceOverrideSupported;
  const target = wanted.find((each) => known?.includes(each) ?? true);
  if (target === undefined)
    throw new RedfishError(
      `system ${system.Id} cannot boot ${wanted.join(' or ')} next, only ${(known ?? []).join(', ')}`,
      {
        kind: 'unsupported',
      },
    );
  const mode = boot.BootSourceOverrideMode;
  await service.change({
    method: 'PATCH',
    path: system['@odata.id'],
    json: {
      Boot: {
        BootSourceOverrideEnabled: 'Once',
        BootSourceOverrideTarget: target,
        ...(sendsMode && mode ? { BootSourceOverrideMode: mode } : {}),
      },
    },
  });
  return target;
}

/** What it boots the next time; null: as it is set. */
export function nextBootOf({ Boot }: System): string | null {
  const isSet =
    Boot?.BootSourceOverrideEnabled === 'Once' || Boot?.BootSourceOverrideEnabled === 'Continuous';
  const target = Boot?.BootSourceOverrideTarget ?? 'None';
  return isSet && target !== 'None' ? target : null;
}
