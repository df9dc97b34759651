import { localVerb, type LocalVerb } from '../local-verb.ts';
import * as definitions from './openstack-definitions.ts';
import { openstackGeneralise, openstackSnapshot } from './snapshot/snapshot-definitions.ts';
import * as texts from './openstack-texts.ts';

export const openstackVerbs: readonly LocalVerb[] = [
  localVerb(
    definitions.openstackBoot,
    async (input, surroundings) => (await import('./boot/boot-one.ts')).bootOne(input, surroundings),
    texts.bootedText,
  ),
  localVerb(
    definitions.openstackBatch,
    async (input, surroundings) => (await import('./boot/boot-many.ts')).bootMany(input, surroundings),
    texts.batchText,
  ),
  localVerb(
    definitions.openstackFinish,
    async (input, surroundings) =>
      (await import('./boot/finish-server.ts')).finishServer(input, surroundings),
    texts.finishText,
  ),
  localVerb(
    definitions.openstackUpload,
    async (input, surroundings) => (await import('./upload-content.ts')).uploadContent(input, surroundings),
    texts.uploadText,
  ),
  localVerb(
    openstackSnapshot,
    async (input, surroundings) =>
      (await import('./snapshot/snapshot-server.ts')).snapshot(input, surroundings),
    texts.snapshotText,
  ),
  localVerb(
    openstackGeneralise,
    async ({ userData }) => {
      const { generaliseScript, generaliseUserData } = await import('@netberth/generalise');
      return { script: userData ? generaliseUserData : generaliseScript };
    },
    ({ script }) => script,
  ),
  localVerb(
    definitions.openstackServers,
    async (input, surroundings) => (await import('./list-ours.ts')).listOurServers(input, surroundings),
    texts.serversText,
  ),
  localVerb(
    definitions.openstackImages,
    async (input, surroundings) => (await import('./list-ours.ts')).listOurImages(input, surroundings),
    texts.imagesText,
  ),
];
