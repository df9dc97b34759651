import type { Platform } from '@netberth/catalogue';
import type { FastifyRequest } from 'fastify';
import type { MenuSource } from '../catalogue/menu-content.ts';
import { parseAbilities, type KnownBuilds, type ToldAbilities } from './parse-abilities.ts';
import type { Query } from './query-text.ts';

/** What the machine that asks can start: what it tells of itself, and what lies on this server. */
export function abilitiesOf(
  { query, headers }: FastifyRequest,
  platform: Platform | null,
  builds: KnownBuilds,
  { files }: MenuSource,
): ToldAbilities {
  const told = parseAbilities(query as Query, headers['user-agent'], platform, builds);
  const isNear = (url: string) => files.pathOf(url) !== null;
  return { ...told, abilities: { ...told.abilities, isNear } };
}
