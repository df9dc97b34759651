import { RedfishError } from './redfish-error.ts';
import { collectionSchema, systemSchema, type System } from './resources.ts';
import type { RedfishService } from './service.ts';

/** @throws RedfishError */
export async function listSystems(service: RedfishService): Promise<readonly System[]> {
  const place = service.root.Systems?.['@odata.id'];
  if (place === undefined) throw new RedfishError('it has no systems', { kind: 'unsupported' });
  const { Members } = await service.get(place, collectionSchema);
  const systems: System[] = [];
  for (const member of Members) systems.push(await service.get(member['@odata.id'], systemSchema));
  return systems;
}

/**
 * The one that is meant.
 * @param id its `Id`; null: the only one @throws RedfishError `refused` when there are several, or none of this `Id`
 */
export async function findSystem(service: RedfishService, id: string | null): Promise<System> {
  const systems = await listSystems(service);
  const ids = systems.map(({ Id }) => Id).join(', ');
  const [only, another] = systems;
  if (id === null && another !== undefined)
    throw new RedfishError(`it has several systems, and which is meant is not said: ${ids}`, {
      kind: 'refused',
    });
  const found = id === null ? only : systems.find(({ Id }) => Id === id);
  if (found !== undefined) return found;
  throw new RedfishError(`it has no system ${id === null ? 'at all' : `"${id}", only ${ids}`}`, {
    kind: 'refused',
  });
}
